"""Who is blamed most, and who by PageRank: being blamed by the much-blamed counts for more.

python examples/scripts/blame_centrality.py [WORKSPACE]    needs claimgraph[draw]
"""

import sys

import networkx as nx

from kg.analyse import most_blamed
from kg.graph import open_graph


def main(workspace: str = "kg-data") -> None:
    """Print the twenty most blamed."""
    network = open_graph(workspace).blame_network()
    rank = nx.pagerank(network, weight="weight")
    print("claims  articles  pagerank  blamed")
    for actor, claims in most_blamed(network)[:20]:
        behind = [one for *_, data in network.in_edges(actor, data=True) for one in data["claims"]]
        articles = len({one.article for one in behind})
        print(f"{claims:6}  {articles:8}  {rank[actor]:8.3f}  {network.nodes[actor]['label']}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
