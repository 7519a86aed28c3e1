"""Graphs on another machine, by the SPARQL 1.1 Protocol and the Graph Store HTTP Protocol.

`endpoint.py` says where it is and who asks, `http.py` carries requests, `graphs.py` and `answers.py` speak
the two protocols, `manifest.py` tells what changed, `sync.py` brings one side up to date with the other.
Nothing here is called unless a user gives an address.
"""
