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

## Rail and areas
rail-home = Home
rail-week = My week
rail-context = Context
rail-risk = Risk
rail-governance = Governance
rail-policy = Policy
rail-instruction = Instructions
rail-communication = Communication
rail-control = Controls
rail-assurance = Assurance
rail-operations = Operations
rail-everywhere = Everywhere
rail-acts = Acts
rail-search = Search
question-context = What are we managing?
question-risk = How certain are we of achieving our objectives?
question-governance = Who decides what to do about it?
question-policy = Why do we do it, and what must be met?
question-instruction = How is it done, where the work is done?
question-communication = Who needs to know, at which level?
question-control = What do we actually do?
question-assurance = How do we know?
question-operations = Where does it meet the day?
question-everywhere = What belongs to every area?
area-register = Register
area-about = What it holds
area-open = Open
area-draft = In preparation
area-overdue = Review overdue

## Records
column-key = Key
column-kind = Kind
column-state = State
column-changed = Changed
column-created = Recorded
column-version = Version
column-edition = Edition
field-title = Title
field-owner = Owner
field-scope = Scope
field-next-review = Next review
field-tags = Tags
field-tolerance = Tolerance
kind-objective = Objective
kinds-objectives = Objectives
group-keeping = Keeping
what-it-is = What it is
facts = Facts
acts = Acts
relations = What it is for
relations-none = Nothing points here yet, and it points at nothing.
record-empty = Nothing is stated here yet.
register-empty = Nothing matches. Change the filter, or make the first one.
not-visible = not visible to you
n-not-visible = { $n } more that you may not see.
mode = most likely
yes = yes
no = no
new-kind = New { $kind }
edit = Edit
edit-record = Edit { $title }
save = Save
back = Back
reason = Reason
n-of-m = { $n } of { $m }
view-open = Open
view-all = All
step-not-yours = Your roles do not allow this.
never-in-force = This was never in force: nothing relies on it yet.
edition-in-force = Edition { $n } is in force since { $since }.
draft-differs = Below is the draft that differs from it.
draft-changes = What the draft changes
draft = draft
collided = Someone changed this while you were writing. Their change is below; yours still stands in the form. Save again to keep yours.
comments = Comments
comment = Comment
comment-send = Comment
comment-help = Markdown; @PER-3 mentions a person.
comment-empty = A comment needs words.

## Approvals
approve = Approve
reject = Reject
waits-for = Asked:
votes = { $n } of { $m } have answered
approvers = People to ask
approvers-help = Everyone named must agree. Nobody approves their own request.
needs-approval = This step needs the approval of exactly this version.
ask-for-approval = Ask for approval

## Acts
sealed = sealed: act { $act } · { $at }
moment = { $at }, act { $act }
act-number = act { $n }
act-created = recorded it
act-changed = changed
act-moved = moved it to: { $state }
act-touched = touched it
act-not-yet = did not exist
act-changes =
    { $n ->
    [one] changed one record
    *[other] changed { $n } records
    }
act-changes-count = Records changed
act-what-changed = What changed
act-proof = Proof
act-hash = Hash of this act
act-previous = Hash of the act before
act-root = Merkle root of its changes
act-earlier = The act before
act-moment = Everything as it stood then
acts-about = Every change, by whom and why. Nothing is overwritten; each act is chained to the one before.
nothing-changed = Nothing changed.
compare = Compare
compare-from = From (date or act)
compare-to = to
compare-n =
    { $n ->
    [one] One record differs
    *[other] { $n } records differ
    } between act { $from } and act { $to }.
someone = someone
the-system = the system
via-migrate = guards bypassed
via-api = API
via-apply = files
via-import = import
via-job = a job
via-demo = the demonstration
via-assistant = an assistant

## Home and week
home-title =
    { $n ->
    [one] One objective
    *[other] { $n } objectives
    }, and how certain we are of each
home-objectives-note = chance of staying within tolerance
home-certainty = Certain
home-risks = Risks estimated
estimated-of = { $n } of { $m }
home-first-objective = State the first objective
home-no-objective = Everything begins with an objective: what must be achieved, and how certain must we be of it?
home-changed = What changed last
home-decide = To decide
home-nothing-to-decide = Nothing waits for a decision.
week-n =
    { $n ->
    [0] Nothing is asked of you.
    [one] One thing is asked of you.
    *[other] { $n } things are asked of you.
    }
week-empty = Nothing is asked of you this week.
week-what = What
week-due = Due
overdue = overdue
asked-approve = Approve or reject
asked-review = Review
asked-finish = Finish

## Search and palette
search-found =
    { $n ->
    [one] One record found.
    *[other] { $n } records found.
    }
search-nothing = Nothing found. Fewer or shorter words find more.
palette-go = Go to
palette-do = Do
palette-search = Search for “{ $q }”

## Bulk
bulk-edit = Edit …
bulk-retire = Retire …
bulk-edit-n = Edit { $n } { $kinds }
bulk-retire-n = Retire { $n } { $kinds }
bulk-help = Only fields that are ticked are set, on all of them, as one act.
bulk-set = Set { $field }

## Accounts and signing in
sign-in = Sign in
sign-in-help = Without a password, ask an administrator for a one-time link.
sign-in-wrong = Login or password is wrong.
sign-in-wait = Too many tries. Wait a minute and try again.
enter-title = Welcome
enter-about = This link signs you in once.
enter = Enter
login = Login
password = Password
new-password = New password
password-help = 12 characters or more. Other sessions end.
you = You
person = Person
roles = Roles
organisations = Organisations
language = Language
accounts = Accounts
accounts-about = Who may sign in, as whom, and what their roles let them do.
account-add = Add an account
new-link = New one-time link
link-once = Give this path, behind this site’s address, to its owner. It is shown once and works once.
role-administrator = Administrator
role-officer = Security officer
role-manager = Manager
role-engineer = Engineer
role-auditor = Auditor
role-board = Management body
role-employee = Employee

## What was just done
did-created = Recorded.
did-saved = Saved.
did-unchanged = Nothing was different, so nothing was recorded.
did-stepped = Done.
did-asked = The people named were asked.
did-voted = Your vote is recorded.
did-commented = Comment recorded.
did-retired = Retired.
did-bulk = Done for all of them.
did-password = Password set; other sessions have ended.
did-invited = Account added.
form-first-group = The essentials

## Rules
rail-rules = Rules
rules-rule = Rule
rules-where = Where
rules-finds = What it finds
rules-since = Since
rules-n =
    { $n ->
    [0] The rules find nothing.
    [one] The rules find one thing.
    *[other] The rules find { $n } things, { $m } of them serious.
    }
rules-about = Records that would pass an audit and yet change no decision.
rules-none = Nothing is found.
rules-all = All rules
rules-what = What it does
rules-why = Why it matters
rules-how = How to mend it
rules-clauses = Bears on
home-wheel = Where the wheel is broken
record-signals = What the rules say

## More of acts
act-recorded = recorded

## Frameworks
catalogue = Framework
catalogues = Frameworks
catalogues-about = Views on the same facts: what a standard or law asks, and what of ours answers it.
catalogue-requirements = Requirements
catalogue-controls = Controls that name it
catalogue-origin = Origin
catalogue-builtin = built in
catalogue-imported = imported
catalogue-source = Source
catalogue-licence = Licence
catalogue-outline = Outline
catalogue-mappings = Mapped to
catalogue-pairs = { $n } pairs
catalogue-named = { $n } of { $m } requirements are named by a record of ours.
catalogue-records =
    { $n ->
    [one] one record
    *[other] { $n } records
    }
catalogue-ours = What of ours answers it
catalogue-nothing = No record of ours names this requirement.
catalogue-guidance = Guidance
catalogue-unmapped = Nobody has mapped this requirement: that says nothing about it.
withdrawn = withdrawn
map-equal = is equal to
map-subset = is part of
map-superset = contains
map-intersects = overlaps with
map-none = has nothing to do with

## More of frameworks
catalogue-itself = { $name } itself

## Faults
fault-400 = That request makes no sense
fault-401 = Sign in first
fault-403 = Not allowed
fault-404 = Not found
fault-409 = Someone was faster
fault-422 = Something must be mended
fault-500 = Something went wrong here
fault-503 = For reading only at the moment

rules-all-found = everything they find

## Charts
chart-nothing-to-show-yet = nothing to show yet
chart-unknown = unknown
chart-low = low
chart-high = high
chart-mean = mean
chart-required = required
chart-tolerated = tolerated
chart-crosses-tolerance = crosses tolerance
chart-beyond-tolerance = beyond tolerance
chart-within-tolerance = within tolerance
chart-others = others
chart-total = total
chart-share = share
chart-value = value
chart-name = name
chart-amount = amount
chart-probability = probability
chart-base = base
chart-input-low = input low
chart-input-high = input high
chart-swing = swing
chart-cost = cost
chart-budget = budget
chart-efficient = efficient
chart-current = current
chart-chosen = chosen
chart-date = date
chart-certainty = certainty
chart-act = act
chart-stated = stated
chart-observed = observed
chart-count = count
chart-well-calibrated = well calibrated
chart-pool = pool
chart-what-happened = what happened
chart-state = state
chart-pts = pts
chart-more = { $n } more
chart-table = Table
chart-file = SVG
## Estimating blind
asked-estimate = Estimate, without seeing the others
only-you = Only you can see this record for now.
round = Blind estimates
round-open = Asked for since { $since }: { $n } of { $m } are in, and sealed until all are.
round-waits = Still missing:
round-complete = Asked for since { $since }: all { $m } are in.
round-given = You have given yours:
round-sealed = Yours is not given yet:
round-estimate = Estimate this risk
round-counting =
    { $n ->
        [0] No estimate counts yet.
        [one] One estimate counts now:
       *[other] { $n } estimates count now:
    }
rate = { $hits } of { $n } (90 % interval { $low } to { $high })
rate-few = { $hits } of { $n }: too few to tell
rate-none = none yet
mean = { $value } over { $n } (90 % interval { $low } to { $high })
mean-few =
    { $n ->
        [one] one case: too few to tell
       *[other] { $n } cases: too few to tell
    }

## Training in calibration
calibration = Calibration training
calibration-about = A 90 % range is good when nine in ten of your ranges hold the truth, no more and no fewer; untrained, they often hold fewer. These questions have known answers, so that you learn how wide your ranges must be before risks depend on them.
calibration-not-yours = An account with a person and a role in risk takes exercises, in the present.
calibration-round = Exercise { $n }
calibration-title = Exercise { $n }, { $who }
calibration-statements = Statements
calibration-statements-help = First ten statements: say whether each is true and how sure you are; 50 % is a guess. Then ten ranges. Do not look anything up. Your answers are seen by nobody but you; your score by those who may read risks. The questions are in English.
calibration-ranges = Ranges
calibration-ranges-help = For each, two numbers between which the truth lies with 90 % probability.
calibration-submit = Hand in and see the answers
calibration-missing = An answer is missing here; a guess at 50 %, or a very wide range, is one.
calibration-true = true
calibration-false = false
calibration-said = It is
calibration-sure = Sure
calibration-statement = Statement
calibration-question = Question
calibration-range = Your range
calibration-value = Answer
calibration-outcome = Outcome
calibration-source = Source
calibration-was-right = right
calibration-was-wrong = wrong
calibration-held = Ranges that held
calibration-held-note = 90 % is the aim
calibration-right = Statements judged rightly
calibration-right-note = on average { $stated } sure
calibration-stated = Stated on average
calibration-brier = Brier score
calibration-brier-note = over { $n } statements; 0 is perfect, 0.25 a coin’s
calibration-width-few = Too few ranges to say whether they are wide enough.
calibration-width-narrow = Your ranges are too narrow: push both ends outwards until you would be surprised to be wrong.
calibration-width-wide = Your ranges are wider than they need to be: nine in ten is enough.
calibration-width-fine = Nothing speaks against the width of your ranges.
calibration-sure-few = Too few statements to say whether you are too sure.
calibration-sure-narrow = You were surer than you were right.
calibration-sure-wide = You were right more often than you were sure.
calibration-sure-fine = How sure you were fits how often you were right.
calibration-record = Your exercises
calibration-private = only you see the answers
calibration-exercise = Exercise
calibration-exercises =
    { $n ->
        [one] One exercise
       *[other] { $n } exercises
    }
calibration-taken = Taken
calibration-my-estimates = My estimates

## Back-testing
backtest = Back-testing
backtest-about = What was estimated and forecast, beside what then happened. Too few cases prove nothing, and say so.
backtest-none = Nothing was stated yet that could be compared.
backtest-of-person = How their numbers held
backtest-estimators = By estimator
backtest-estimators-note = shares that held, 90 % is the aim; Jeffreys intervals
backtest-estimator = Estimator
backtest-nobody = nobody in particular, or a model
backtest-losses-held = Losses inside the range
backtest-counts-held = Counts as expected
backtest-training = Training: ranges that held
backtest-losses = Losses
backtest-losses-note = what an event cost, beside the 90 % range for one event that stood before it
backtest-counts = Counts
backtest-counts-note = loss events since the estimate, beside the central 90 % of what was to be expected; whole numbers hold a little more than 90 %
backtest-forecasts = Forecasts
backtest-forecasts-note = stated probabilities, beside how often it happened
backtest-inside = inside
backtest-outside = outside
backtest-on = On
backtest-range = 90 % range of one event
backtest-loss = It cost
backtest-window = Looked at
backtest-years = Years
backtest-expected = Expected
backtest-observed = Seen
backtest-no-losses = No incident with losses can be compared yet: say of which risk it was a case, and what it cost.
backtest-no-counts = No estimate is older than three months yet.
backtest-no-forecasts = No forecast has an outcome yet.
backtest-without =
    { $n ->
        [one] One incident with losses could not be compared: no risk named, no estimate before it, or another currency.
       *[other] { $n } incidents with losses could not be compared: no risk named, no estimate before them, or another currency.
    }
backtest-brier = Forecasts: Brier score
backtest-log = Mean log score
backtest-open = Without an outcome
backtest-open-n = { $n } open, of these { $overdue } past their day; { $void } void
backtest-bins = Stated and happened
backtest-bin = Stated between
backtest-happened = Happened
## Reports
report-files = Files
report-shows = It shows the management system after
report-no-files = It has no files yet.
bytes = { $n } bytes
report-check = Whoever holds one of these files can check that it is the one that was issued: its SHA-256 must be the one written here, and the act that sealed it vouches for that.

## Certainty
objective-certainty = How certain are we?
objective-tolerates = At most { $amount } of loss in a year.
objective-result = At least { $amount } as a result in the year.
objective-no-tolerance = It states no tolerance yet.
objective-owned-by = Owned by
objective-overseen-by = overseen by
certainty-errors = The simulation is exact to ± { $error } ({ $years } years in { $worlds } worlds); the band is what we do not know: 9 of 10 worlds lie in it.
certainty-so-far = The { $n } risks that have numbers would leave { $value }; what is missing can only lower it.
certainty-met = That is { $points } above the required { $need }.
certainty-short = That is { $points } short of the required { $need }.
certainty-close = That is too close to the required { $need } for the simulation to tell.
certainty-none-required = Nobody has said how certain it must be.
further-met = { $amount } is kept with { $value } ({ $need } required).
further-short = { $amount } is kept with only { $value } ({ $need } required).
gap-estimate = no estimate that counts
gap-tolerance = no tolerance is stated
gap-assessment = no risk is linked, so nothing was assessed
gap-effect = states no effect, so it counts for nothing
gap-currency = an amount is in another currency
gap-treatment-effect = states no effect on what it treats
gap-impossible = cannot be computed as stated
gap-estimate-do = Estimate it
gap-tolerance-do = State it
gap-assessment-do = Describe the first risk
objective-losses = Loss in a year
objective-losses-note = chance of losing more than an amount
curve-today = today, tested controls
curve-before = without controls
curve-after = with what is decided
mark-today = { $value } lose more
chart-losses-of = Chance of losing more than an amount in a year: { $name }
chart-loss-axis = loss in the year, { $currency }
chart-chance-axis = chance of losing more
one-in-ten = One year in ten costs more than { $amount }.
mean-loss = On average { $mean } (± { $error }) a year; { $none } of years cost nothing.
holds-back = What holds it back
holds-back-note = certainty gained if the risk were gone, in the same simulated years
gained-if-gone = Gain if gone
share-of-worst = Share of worst 5 %
nothing-holds-back = No single risk holds it back.
objective-trend = Over time
objective-trend-open = See how the certainty moved, and which acts moved it
ways-to-more = What would make it more certain?
cost-first-year = First year
do-nothing = Do nothing
decided-already = decided
ways-none = No treatment is proposed for its risks.
ways-propose = Propose one
ways-compare = Compare and decide
rests-on = What it rests on
rests-on-note = certainty if the control were not there, in the same simulated years
rests-on-none = No control with a stated effect protects it.
reliability = Reliability
would-fall-to = Would fall to
difference = Difference
never-tested = never tested
points = { $n } points
method-line = { $engine }, model { $version }, inputs { $hash }…
engine-simulation = Simulated
engine-exact = Computed exactly
method-reproduce = { $worlds } worlds of { $years } years, seed { $seed }. The same numbers to the last bit, from the command line:
method-model = download the model
method-hash = SHA-256 of the model:
not-computed = Nothing could be computed
trend-note = Each month's end is computed from what was known then, with a quarter of the years of today's figure.
trend-none = No single act moved it by a point or more.
trend-acts = Acts that moved it
trend-change = Change
trend-known = became known or unknown
chart-trend-of = Certainty over time: { $name }
chart-trend-desc = Certainty at each month's end with the band of what was not known, against what is required.
act-n = Act { $n }
home-short =
    { $n ->
    [0] None falls short of what is required.
    [one] One falls short of what is required.
    *[other] { $n } fall short of what is required.
    }
home-unknown =
    { $n ->
    [one] One is unknown.
    *[other] { $n } are unknown.
    }
home-joint = The { $n } objectives that have numbers all hold in { $value } of years.
options = Options side by side
options-for = What could be done for
options-lede = Every option is weighed on the same model, in the same simulated years as today.
options-unknown = The certainty of this objective is unknown. What stands below counts only the risks that have numbers.
options-side = Side by side
options-side-sub = mean losses by closed formula, certainty simulated in the same years for all
options-pick = Pick
options-tick = Put { $name } into a set
options-option = Option
options-yearly = A year
options-mean-loss = Mean loss a year
options-saves = Saves a year
options-net = Net benefit a year
options-pays = Probability that it pays
options-pays-year = { $value } in a single year ± { $error }
options-together = Compare these together
options-chosen = compared
options-met = reached
options-short = short
options-close = too close to tell
options-so-far = { $value } of what has numbers
options-silent = State no effect, so that nothing can be said of them:
options-side-note = Mean losses are those of the whole organisation, over what we do not know and over years. Cost a year is the one-off cost over three years plus what recurs. An option pays where the loss it saves a year on average is at least that; told over { $worlds } ways that what we do not know may be. ± is one standard error; that of a gain is paired year by year.
options-estimated = ≈ marks means that are averaged over worlds, because insurance pays part of an event: a few per cent off at most.
options-board = Put to the board
options-board-about = This prepares a decision with these options, what each costs and the certainty that is predicted for it today:
options-board-name = Title of the decision
options-board-kind = What it is about
options-board-do = Put to the board
options-board-title = { $name }: which option?
options-board-question = How do we become more certain of this objective: { $name }?
options-board-reason = Options for { $key } compared
options-frontier = What certainty costs
options-frontier-sub = sets that no cheaper one beats
options-chart = Cost against certainty: { $name }
options-chart-desc = Each point is a set of treatments: what it costs in the first year, and how certain the objective is with it. The line joins the sets that no cheaper one beats.
options-chart-across = Cost in the first year, { $currency }
options-budget = Budget for the first year
options-budget-do = Best for it
options-best-certainty = Most certain for the budget
options-best-net = Greatest net benefit for the budget
options-net-of = net benefit { $net } a year
options-next = What the next money buys
options-next-step = { $cost } more for { $adds }: { $gain }, then { $value } certain.
options-next-drops = In return { $drops } is dropped.
options-per = That is { $points } per { $amount }.
options-next-none = No dearer set is more certain beyond the error of simulation.
options-steps = Step by step
options-step = Gained over the step before
options-per-head = Per { $amount }
options-same = within error: the step before is as good
options-searched = All { $n } possible sets were searched by closed formula; the efficient and the best { $m } were simulated.
options-searched-some = There are too many sets to search all: { $n } were looked at by closed formula, { $m } of them simulated. A better one may exist.
options-unpriced = Treatments without a stated cost are in no set here.
options-matters = Which estimate matters
options-matters-sub = each uncertain number at the ends of its range, all else as it is
options-tornado = Mean loss a year by estimate: { $name }
options-tornado-desc = Each bar shows the mean loss a year with one number at its 5th and at its 95th percentile.
options-tornado-across = Mean loss of the organisation a year, { $currency }
options-tornado-note = By closed formula, today's controls and treatments; numbers of this objective's risks and of what protects them.
options-tornado-none = Nothing about this objective's risks is uncertain.
options-a-year = { $n } a year
options-know = What it is worth to know better
options-know-best = By mean loss and yearly cost, { $name } is best, and right in { $share } of the ways that what we do not know may be. To know everything before choosing would be worth { $worth } (± { $error }) a year, no more.
options-know-none = No single number is worth paying for: whatever it turned out to be, the choice would stay or gain too little to be told.
options-know-note = The most one should pay a year to know a number before choosing among these options; over { $worlds } worlds, on average never too much.
options-estimate = Estimate
options-range = 90 % range
options-worth = Worth at most, a year
quantity-coverage = Coverage
effect = What it would change
effect-sub = in the same simulated years as today
effect-now = What it brings now
effect-now-sub = today, against the same years without it
effect-needs = Counted with what must be done first:
effect-none = It states no effect on its risks, so that nothing can be said of what it would bring.
effect-accept = To accept changes nothing: the loss stays as it is.
effect-state = State its effect
effect-closed = by closed formula, whole organisation
effect-estimated = averaged over worlds, a few per cent off at most
effect-first-year = { $cost } in the first year
effect-pays-error = ± { $error }; on average over the years, given what we do not know
effect-without = Without it
effect-with = With it
effect-no-objective = Its risks threaten no objective that has a tolerance.
effect-speaks = It is done, and its control speaks for itself: what counts is what the control states and its tests find, not what was promised here.
effect-saves-now = It saves { $amount } a year.
effect-promised = What was predicted
decided-predicted = Predicted
decided-now = Certain now
decided-now-of = Now: { $name }
decided-sub = as predicted when it was prepared, and as it would be now
decided-note = Now: simulated with each option's treatments on top of what is done today. Unknown where an option names no treatment, or one that is closed.
decided-paper = Paper for the decision
control-numbers = In numbers
control-no-effect = It states no effect on its risks: in every number it counts for nothing.
control-removes = Removes a year
control-costs = It costs { $amount } a year.
control-shared = Protects
control-risks =
    { $n ->
    [one] one risk
    *[other] { $n } risks
    }
control-covered = measured
control-covers-all = nothing is left out
control-not-measured = what it should cover is stated, how much it does cover was never measured: anything from none to all
control-leaves = leaves { $low } to { $high } while it works
control-reliability-of = Reliability of { $name }
control-reliability-desc = The share of time in which the control works: 90 % ranges of what is believed today and after a test that finds no fault.
control-reliability-across = Share of time in which it works
control-reliable = It works between { $low } and { $high } of the time (90 %), { $mean } on average.
control-runs =
    { $n ->
    [one] One run counts, on { $last }.
    *[other] { $n } runs count, the last on { $last }.
    }
control-untested = It was never tested: the range is as wide as not knowing.
control-stated = Its owner stated how often and how long it fails; that weighs like two observations.
control-not-stated = How often it fails was not stated.
control-today = Today
control-if-passed = After a retest without fault
control-what-if = What if
control-what-if-note = Simulated in the same years as today; ± is one standard error of the difference. A retest as believed finds as many faults as are expected: it narrows the range and hardly moves the mean.
control-removed = Removed
control-passed = Retest passes
control-as-believed = Retest as believed
control-never-fails = Never fails
control-no-objective = Its risks threaten no objective that has a tolerance.
control-alone = No other control with a stated effect protects the same risks.
control-overlap = With other controls
control-gone = Without this control, mean losses rise by { $amount } (± { $error }) a year, simulated.
control-shared-risks = Risks shared
control-it-gone = Without it
control-both-gone = Without both
control-sum = Sum of each alone
control-overlap-note = Rise of the mean loss a year, simulated. Where both are gone costs more than the sum, each covers for the other.
options-matters-open = Which estimate matters, and what it is worth to know it better
act = Act
