# What the pages say in English: complete, and what every other language falls back to.

## Everywhere
unknown = unknown
optional = optional
nothing = nothing
more = More
add = Add
add-another = Add another
remove = Remove
cancel = Cancel
close = Close
choose = Choose …
why = why?
how-computed = How is this computed?
reload = Reload
and-more = and { $n } more

## Frame
skip = Skip to the content
areas = Areas
crumbs = You are here
find = Find or do anything
account = Signed in as
sign-out = Sign out
changed-by = {"{who}"} has changed something here.
changed-many = {"{n}"} changes were made since this page was loaded.

## The moment shown
as-of = as of
as-of-now = as of now
as-of-day = Show the state at the end of
as-of-show = Show
as-of-previous = One act earlier
as-of-next = One act later
as-of-back = Back to now
as-of-banner = You see the state as of { $moment }. Nothing can be changed here.

## Palette and keys
palette-title = Find or do anything
palette-hint = A key, a title, or what you want to do
palette-answers = Answers
palette-help = Type to search; arrows move, Enter opens.
palette-none = Nothing found. Enter searches everywhere.
palette-some = {"{n}"} found
palette-failed = The search does not answer. Enter opens the search page.
keys-title = Keys
keys-find = find or do anything
keys-filter = go to the filter
keys-down = next row
keys-up = previous row
keys-open = open the row
keys-edit = edit the row in place
keys-select = select the row
keys-new = new record
keys-submit = keep the form
keys-close = close, or leave the field
keys-help = show these keys

## Registers
filter = Filter
filter-apply = Apply
filter-examples = Try
columns = Columns
columns-show = Show these
column-unnamed = Actions
views = Saved views
view-save = Save this view
export = Export
select-all = Select all rows
select-row = Select { $key }
table-empty = Nothing matches.
pages = Pages
pager-previous = Earlier
pager-next = Later
bulk = What to do with the selected rows
bulk-one = 1 selected
bulk-many = {"{n}"} selected
bulk-some = Selected:
bulk-none = Select none

## Forms
errors-title = { $n ->
    [one] One thing to mend
   *[other] { $n } things to mend
}
form-leave = What you wrote here has not been kept. Leave all the same?
form-reason = Why this change?
form-reason-help = Kept with the change, for whoever asks later.
markdown = Markdown works here.
range-low = Low
range-high = High
range-help = So that you would be surprised to find the true value outside once in ten times.
reference-hint = Key or title

## Steps
step-not-possible = not possible now
step-why-not = Not possible now.

## Certainty
certainty-unknown = Certainty unknown
certainty-value = { $value } certain
certainty-band = between { $low } and { $high }
certainty-need = { $need } required

## Acts
act-via = by { $way }
became = became

## Days and units
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-in-days = in { $n } days
day-in-weeks = in { $n } weeks
day-days-ago = { $n } days ago
day-weeks-ago = { $n } weeks ago
unit-thousand = k
unit-million = M
unit-billion = bn
