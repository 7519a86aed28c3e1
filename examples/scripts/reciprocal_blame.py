"""Which sides blame each other, and a sentence from each.

python examples/scripts/reciprocal_blame.py [WORKSPACE]
"""

import sys

from kg.graph import open_graph


def main(workspace: str = "kg-data") -> None:
    """Print the pairs, those who blame each other most first."""
    network = open_graph(workspace).blame_network(roll_up=True)
    pairs = [(a, b) for a, b in network.edges if a < b and network.has_edge(b, a)]
    pairs.sort(key=lambda pair: -network.edges[pair]["weight"] - network.edges[pair[::-1]]["weight"])
    for pair in pairs:
        for claimant, blamed in (pair, pair[::-1]):
            edge = network.edges[claimant, blamed]
            names = network.nodes[claimant]["label"], network.nodes[blamed]["label"]
            print(f"{names[0]} → {names[1]}: {edge['weight']}, e.g. {edge['claims'][0].quote}")
        print()
    print(f"pairs that blame each other: {len(pairs)}; arrows in all: {network.number_of_edges()}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
