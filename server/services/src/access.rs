//! Rights on rows: the gate for writes, the filter for lists.
