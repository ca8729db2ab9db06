"""This file is how a list from a school's administration becomes rows of cells, whatever program wrote it."""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import RowProblem, Sheet, SheetRow, find_header
