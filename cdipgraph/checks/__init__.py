"""What `cdipgraph check` adds to the findings themselves: what a rule means, what is silenced and why, SARIF."""
