"""What papers say, by paper: every statement that the model can answer."""

from lesionsim.validate.statement import Statement
from lesionsim.validate.statements.chicken import CHICKEN
from lesionsim.validate.statements.cosman import COSMAN
from lesionsim.validate.statements.liver import LIVER
from lesionsim.validate.statements.older import OLDER
from lesionsim.validate.statements.shown import SHOWN
from lesionsim.validate.statements.warming import WARMING

STATEMENTS: tuple[Statement, ...] = (*COSMAN, *CHICKEN, *OLDER, *LIVER, *SHOWN, *WARMING)
