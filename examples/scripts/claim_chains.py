"""Through whom claims reach the reader, and on which sources most of them hang.

python examples/scripts/claim_chains.py [WORKSPACE]
"""

import sys
from itertools import groupby, pairwise

import networkx as nx

from kg.graph import open_graph


def main(workspace: str = "kg-data") -> None:
    """Print every chain, then who is heard through how many others."""
    rows = open_graph(workspace).ask("hearsay-chains")
    chains: nx.DiGraph[str] = nx.DiGraph()
    rows.sort(key=lambda row: (row["claim"], row["who"], int(row["step"])))
    for _, steps in groupby(rows, key=lambda row: (row["claim"], row["who"])):
        relayed = list(steps)
        path = [relayed[0]["publisher"], *(row["passed_on_by"] for row in relayed), relayed[0]["who"]]
        chains.add_edges_from(pairwise(filter(None, path)))
        print(" ← ".join(path), ":", relayed[0]["quote"])
    print("\nwho is heard through how many others")
    for source in sorted(chains, key=lambda name: (-len(nx.ancestors(chains, name)), name))[:10]:
        print(f"{len(nx.ancestors(chains, source)):4}  {source}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
