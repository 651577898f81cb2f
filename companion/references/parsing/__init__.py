"""One printed line → fields: each rule claims its part of the line, and what no rule claims is residue."""

from companion.references.parsing.line import Parsed, parse, parse_lines

__all__ = ["Parsed", "parse", "parse_lines"]
