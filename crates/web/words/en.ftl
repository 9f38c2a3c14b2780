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

## Risk: the loss of a year
loss-title = Loss in a year
loss-chart = Chance of losing more than an amount in the year
loss-across = loss in the year, { $currency }
loss-up = chance of losing more
loss-today = today, tested controls
loss-today-bare = today
loss-before = without controls
loss-after = with what is decided
loss-sentence = { $mean } a year on average; one year in 20 costs more than { $bad }.
loss-sentence-rare = { $mean } a year on average; in { $any } of years it happens at all.
loss-figures = Figures of the loss in a year
loss-figure = Figure
loss-mean = Average a year
loss-any = Chance of any loss in a year
loss-one-in = Exceeded in 1 year of { $n }
loss-shortfall = Average of the worst 1 in 20 years
loss-between = { $low } to { $high }
loss-band-note = In small type, and as the shaded band: where the figure lies in 90 % of the ways that what nobody knows may be.
loss-method = { $how }, model { $version }, { $worlds } worlds, seed { $seed }, inputs { $hash }…; probabilities to within { $error } points of percent besides the band.
loss-method-exact = Exact engine on a grid of { $grid } points
loss-method-simulation = Simulation of { $years } years in each world
loss-method-mean = The average is a closed form.
loss-method-mean-quick = The average is that of the worlds, to within a per cent or so.
loss-method-mean-estimated = The average is a closed form but for what the insurance pays, to within a few per cent.
loss-tolerance-note = What is tolerated holds for the loss of the whole organisation in a year. A risk that lies above it alone breaks it; one below may still break it together with others.
loss-no-tolerance = No appetite is in force, so nothing says how much loss is tolerated.
loss-shared-limit = An insurance counted here has a limit that other risks share; it is taken as if it were this risk’s alone.
loss-unknown = How much this may cost is unknown: nobody has given an estimate that counts. The first one takes five minutes.
loss-unknown-ask = How much this may cost is unknown: nobody has given an estimate that counts. Its owner can ask people for one.
loss-reproduce = Reproduce
loss-reproduce-how = The file holds the model of this risk alone; SHA-256 of its bytes is the input hash. The same model, seed, worlds and grid give the same numbers to the last bit.
loss-command = Command
drags-title = Objectives it holds back
drags-by = { $points } more certain without it (± { $error })
drags-unknown = unknown: it, or the objective, lacks what it takes to be computed
drags-note = From the joint simulation of all risks, as on the objective’s page; gains do not add up.
loss-command-exact = The command's exact engine averages over everything unknown at once instead of over worlds, so its percentiles agree closely and not to the bit; its mean is the same.
loss-settings = Settings
loss-model-file = Model as JSON
often-never = never
often-times = { $n } times a year
often-once = once in { $years } years
often-between = { $low } to { $high }; a chance of { $least } to { $most } in a year
risk-estimate = Estimate it yourself
pool-title = Who estimates what
pool-together = all together
pool-desc = Each line is a 90 % range with its mean.
pool-often = How often: loss events a year
pool-often-across = loss events a year
pool-cost = How much: loss of one event
pool-cost-across = loss of one event, { $currency }
pool-estimate = Estimate by
pool-made = Made
pool-confidence = Confidence
pool-note = Everyone’s estimate weighs the same; the numbers believe one of them at a time, so that disagreement stays visible in the band.
protects-title = What protects it
protects-nothing = No control that operates treats this risk.
protects-control = Control
protects-effect = While it works
protects-to = { $factor } falls to { $low }–{ $high }
protects-coverage = Covers
protects-all = everything
protects-reliability = Works
protects-runs =
    { $n ->
        [0] never tested
        [one] one test
       *[other] { $n } tests
    }
protects-removes = Removes a year
protects-note = What the average loss of a year would be more without each control alone. They protect the same thing, so the amounts do not add up.
treats-title = What is done about it
treats-treatment = Treatment
treats-once = Costs once
treats-yearly = Costs a year
treats-removes = Would remove a year
treats-counted = counted above
treats-note = Predicted: by how much the average loss of this risk in a year would fall with each treatment alone.

## Workbench
bench-title = Estimate
bench-lede = How often, and what it costs:
bench-is-new = You have not estimated this risk yet. Nobody sees yours before it is given.
bench-is-sealed = Your sealed estimate of { $on }; only you see it.
bench-is-given = Begins with the estimate you gave on { $on }; a new one takes its place.
bench-no-person = Your account is not linked to a person, so no estimate can be yours. An administrator can link it; until then you can try numbers here.
bench-past = An estimate is made now, not in the past.
bench-record = { $risk }, by { $by }, { $on }
bench-frequency = Loss event frequency
bench-primary = Primary loss
bench-secondary = Secondary loss
bench-secondary-help = Others react to some events: regulators, customers, the press. How often they do, and what that costs then.
bench-secondary-half = Reactions need both: how often others react, and at least one loss that follows.
bench-assumes = Controls in the evidence
bench-assumes-help = Tick what was in place while the events you think of happened, or did not. Its effect is taken out first, so that nothing counts twice. Where you imagined a world without controls, tick nothing.
bench-no-controls = No operating control treats this risk.
bench-grounds = Grounds
bench-confidence = How much do you trust it?
bench-confidence-help = It changes no number; a wide range does.
bench-source = Where do the ranges come from?
bench-source-help = Incidents, claims, an exercise, a conversation.
bench-way = How do you want to say it?
bench-way-once = Once in so many years
bench-way-percent = Chance in a year
bench-way-rate = Events a year
bench-way-evidence = Seen in years of looking
bench-way-threat = Attempts, and how many succeed
bench-once-low = Rarest: once in … years
bench-once-high = Most often: once in … years
bench-percent-a-year = % a year
bench-a-year = a year
bench-evidence-help = Zero events is an honest answer too.
bench-events = Events
bench-observed = Years of looking
bench-tef = Threat event frequency
bench-susc = Susceptibility: the share that succeeds
bench-times = { $low } to { $high } times a year
bench-forms = { $n } of { $m } forms stated
bench-form-productivity = Work not done, revenue not earned.
bench-form-response = Handling the event: people, specialists, overtime.
bench-form-replacement = Putting back what was lost or broken.
bench-form-fines-and-judgements = Fines, settlements, judgements.
bench-form-competitive-advantage = Advantage lost to others.
bench-form-reputation = Trust lost: customers who leave, dearer credit.
bench-both-ends = Give both ends of the range.
bench-no-number = Expected a number, found “{ $found }”.
bench-bounds = Expected { $least } to { $most }.
bench-reversed = The low end lies above the high end.
bench-reversed-once = The rarest must have at least as many years as the most often.
bench-too-wide = So wide a range says nothing; narrow it.
bench-whole = Expected a whole number of events.
bench-to-mend =
    { $n ->
        [one] One range cannot be.
       *[other] { $n } ranges cannot be.
    } The curve shows the last that could.
bench-incomplete = State how often it happens and at least one loss: the curve appears here.
bench-impossible = This cannot be computed: { $why }
bench-event = One event costs { $low } to { $high }, { $mean } on average.
bench-together = with the others’ estimates
bench-together-says = Together with the others’ estimates: { $mean } a year on average.
bench-quick = Fewer worlds than on the risk’s page, so that it answers while you drag.
bench-drag = drag
bench-give = Give it
bench-save = Save, sealed
bench-show = Show
did-given = Your estimate is given.
did-sealed = Your estimate is saved; only you see it until you give it.
## From an objective to a decision
rail-begin = Begin
begin-title = Begin: from an objective to a decision
begin-lede = Eight small steps, about ten minutes. Leave whenever you like: where you stand follows from what is recorded.
begin-invitation = How certain are you of achieving what matters most, and what would make you more certain for the money? Eight small steps lead to a first decision.
begin-go = Begin
begin-home = Home
begin-done = done
begin-optional = may be skipped
begin-skipped = skipped
begin-under-way = under way
begin-profile-micro = fewer than 10
begin-profile-small = 10 to 49
begin-profile-medium = 50 to 249
begin-profile-large = 250 or more
begin-not-yours = Your roles do not let you record this. Ask a colleague whose roles do, or an administrator.
begin-finished = Decided.
begin-finished-next = The decision, its options and its ground are kept as they were. Next: do what was decided, test whether it works, and take the next risk.
begin-see-decision = See the decision
begin-another = Another risk
begin-step-you = You and the organisation
begin-step-objective = One objective
begin-step-risk = One risk that threatens it
begin-step-control = What is done about it already
begin-step-estimate = Your estimate
begin-step-second = A second estimate
begin-step-treatment = What could be done
begin-step-decision = The decision
begin-about-you = Every record names who answers for it, and every amount a currency.
begin-about-objective = Say what must be achieved, how much loss in a year may land on it, and how certain you must be of staying below that. You own it until you hand it on.
begin-about-risk = Name one thing that could go wrong, from its cause to its loss. The one that comes to mind first is a good one to begin with.
begin-about-control = Something that keeps it from happening, or from costing so much. Nothing, or not sure? Skip it: what is not stated counts for nothing.
begin-about-estimate = Two ranges, each so wide that you would be surprised to find the truth outside once in ten times. Wide is fine: it is what you know.
begin-about-second = Two people see more than one. Whoever you ask does not see your figures, and yours stay sealed until theirs are in.
begin-about-treatment = One thing that could be done, what it costs and what it would leave. Doing nothing is always an option too; come back here to weigh several.
begin-about-decision = The options side by side. What you choose, and why, is kept with everything you knew.
begin-submit-you = That is me
begin-submit-objective = Agree the objective
begin-submit-risk = Record the risk
begin-submit-control = It is in place
begin-submit-estimate = Give my estimate
begin-submit-second = Go on
begin-submit-treatment = Weigh this
begin-submit-decision = Decide
begin-submit-ask = Put it to them
begin-reason-you = First steps: who is here
begin-reason-objective = First steps: an objective
begin-reason-risk = First steps: a risk that threatens it
begin-reason-control = First steps: what is done already
begin-reason-estimate = First steps: an estimate
begin-reason-second = First steps: a second estimate
begin-reason-treatment = First steps: what could be done
begin-reason-decision = First steps: the decision
begin-skip-control = Nothing yet, or not sure: go on
begin-skip-second = Go on with one estimate
begin-take-second = Take this step now
begin-take-control = Take this step now
begin-take-treatment = Take this step now
begin-more-second = Ask someone else as well
begin-more-control = Another one
begin-more-treatment = Weigh another option
begin-ask-instead = Ask someone else instead
begin-look-again = Nobody to ask? Look again yourself, from outside
begin-choose-risk = These risks are recorded already. Those with the largest annual loss by what is estimated of them come first; which one will you look at?
begin-new-risk = None of these: a new risk
begin-invited = They are asked, and have an account. Hand them this link: it signs them in once and leads to the form. It is shown this once.
begin-asked = They are asked; it stands in their week.
begin-waits = Asked and not yet given:
begin-waits-sealed = Your figures stay sealed until theirs are in. You can go on meanwhile.
begin-replaced = kept; a newer one counts in its place
begin-lands = { $share } of its loss lands on the objective
begin-tolerates = at most { $most } a year, { $certain } certain
begin-name = Your name
begin-name-help = As colleagues know you.
begin-currency = Currency
begin-currency-help = Three letters, such as EUR. All amounts are in it.
begin-profile = How many people work there
begin-profile-help = Scales what is expected: a firm of five is not asked for a committee.
begin-objective = What must be achieved
begin-objective-help = A few words, such as "Orders leave within a day".
begin-statement = What that means
begin-statement-help = One sentence that an outsider understands.
begin-tolerance = Loss a year that may land on it
begin-tolerance-help = Above this you would say that the objective has failed.
begin-certainty = How certain you must be
begin-certainty-help = 95 % means: one year in twenty may be worse.
begin-risk = The risk in a few words
begin-risk-help = Such as "Ransomware stops the warehouse".
begin-scenario = What happens
begin-scenario-help = Who or what, by which weakness, with which loss: two sentences.
begin-share = Share of its loss that lands on the objective
begin-share-help = All of it, unless others bear a part.
begin-control = What is done
begin-control-help = Such as "Offline backups, restored every quarter".
begin-done-how = How
begin-done-how-help = So that someone else could do it.
begin-works = What it changes
begin-works-help = The one that it changes most.
begin-works-often = How often it happens
begin-works-much = How much each time costs
begin-leaves = What it leaves when it works
begin-leaves-help = Out of 100 such events, or 100 of loss, so many remain.
begin-said = How often: I say it as
begin-said-help = Take the way you would say it aloud; it is converted exactly.
begin-said-years = once in so many years
begin-said-percent = a chance in a year
begin-said-times = times a year
begin-said-seen = what we have seen
begin-years = Once in
begin-years-help = Low is the shortest time, high the longest.
begin-percent = Chance of at least one in a year
begin-percent-help = Not the same as once in so many years: 5 % a year is once in 19.5 years.
begin-times = Times a year
begin-times-help = May be below 1.
begin-events = Times it happened
begin-events-help = 0 is an honest answer.
begin-observed = In how many years of looking
begin-observed-help = As far back as you would have noticed.
begin-unit-years = years
begin-unit-percent = % a year
begin-unit-times = a year
begin-unit-events = events
begin-loss = How much each time
begin-loss-help = Everything one such event costs you: lost work, handling it, putting it right, fines.
begin-form = Mostly
begin-form-help = The largest part of it.
begin-confidence = How much you trust your figures
begin-confidence-help = High only where data stand behind them.
begin-source = Where they come from
begin-source-help = What you know, saw or read. Whoever looks again will ask.
begin-counted = My figures are for the world with these controls in place
begin-counted-help = So that their effect does not count twice.
begin-replace = My estimate takes the place of the imported one
begin-replace-help = The register's steps became wide ranges of low confidence; they stay on record.
begin-other = Whom you ask
begin-other-help = Someone who sees the risk from another side. Their name is enough.
begin-login = Their login
begin-login-help = Such as their e-mail address. With it they get an account and a link that you hand them; without it, name someone who can sign in already.
begin-way = What kind of thing it is
begin-way-help = Bearing the risk needs no entry: doing nothing is weighed anyway.
begin-way-mitigate = make it rarer or cheaper
begin-way-transfer = insure it
begin-way-avoid = stop what causes it
begin-treatment = What is done
begin-treatment-help = Such as "Second backup at another site".
begin-once = Paid once
begin-once-help = Money only; leave empty where there is none.
begin-yearly = Paid every year
begin-yearly-help = For an insurance: the premium.
begin-will-work = What it would change
begin-will-work-help = The one that it would change most.
begin-will-work-often = How often it happens
begin-will-work-much = How much each time costs
begin-will-leave = What it would leave
begin-will-leave-help = Out of 100 such events, or 100 of loss, so many would remain. 90 % range again.
begin-retention = What you bear of each event
begin-retention-help = The deductible.
begin-limit = The most it pays in a year
begin-limit-help = Leave empty where there is no limit.
begin-chosen = Chosen
begin-chosen-help = One of the options above.
begin-rationale = Why
begin-rationale-help = A sentence you will still understand in a year.
begin-decider = Who decides
begin-decider-help = Someone whose mandate covers it.
begin-role = Your role
begin-role-help = The mandate belongs to the role, so that it outlives whoever holds it.
begin-role-default = Managing director
begin-role-purpose = Answers for the organisation and decides on its risks.
begin-accept = Annual loss of one risk that it may accept
begin-accept-help = Read at the 95th percentile: the loss of one year in twenty.
begin-fund = The most it may spend on one decision
begin-fund-help = In the first year.
begin-appetite = Appetite and mandates
begin-appetite-statement = Who may accept how much loss, and spend how much on a decision. The first rung was set with the first decision.
begin-by-mandate = You decide this within your mandate. The decision says which.
begin-first-mandate = Nobody holds a mandate yet, so you set the first one here, as the owner: which role may accept and spend how much. In an organisation of fewer than fifty people your own dated review stands in for a second pair of eyes. Both are recorded, so that anyone can see it.
begin-ask-decider = You hold no mandate for this. You prepare the decision, and someone who does decides.
begin-nothing = Do nothing
begin-option = Option
begin-options = Options
begin-option-cost = Cost in the first year
begin-option-certainty = Certainty of the objective
begin-costs-nothing = none
begin-question = What do we do about "{ $risk }"?
begin-first-year = first year
begin-outside-view = second look, from outside
begin-estimate-title = { $risk }: { $by }
begin-said-as = Said as { $said }: { $rate }.
begin-said-as-years = once in { $low } to { $high } years
begin-said-as-percent = a chance of { $low } to { $high } % a year
begin-said-as-times = { $low } to { $high } times a year
begin-rate = { $low } to { $high } loss events a year
begin-seen =
    { $k ->
    [one] one event in { $t } years
    *[other] { $k } events in { $t } years
    }
begin-factors = by attempts and how many succeed
begin-each = { $low } to { $high } each time
begin-known = What is known now
begin-certain-of = How certain are we of: { $objective }?
begin-unknown-because = Unknown, because:
begin-gap-objective = there is no agreed objective yet.
begin-gap-estimate = nobody has estimated
begin-gap-waits = the estimates are sealed until everyone asked has given theirs:
begin-gap-tolerance = the objective states no loss that it bears.
begin-gap-assessment = no risk that threatens it is recorded yet.
begin-gap-effect = no effect is stated of
begin-gap-currency = an amount is in another currency:
begin-gap-treatment = no effect is stated of
begin-gap-impossible = what is stated cannot be computed:
begin-fault-empty = Fill this in.
begin-fault-number = Expected a number.
begin-fault-percent = Expected a number from 0 to 100.
begin-fault-negative = Expected 0 or more.
begin-fault-order = The low end lies above the high end.
begin-fault-both = Fill in both ends.
begin-fault-choose = Choose one.
begin-fault-currency = Expected three letters, such as EUR.
begin-fault-years = Expected years above 0.
begin-fault-times = Expected a number above 0; what never happens needs no estimate.
begin-fault-events = Expected a whole number, 0 or more.
begin-fault-observed = Expected years above 0.
begin-fault-outside = Say what you looked at from outside: how often it happens to others like you, and where you read it.
begin-fault-same-person = That is you. Ask someone else, or look again from outside.
begin-fault-login = Expected a login without spaces, such as an e-mail address.
begin-fault-mandate = This costs more than the mandate may spend.
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
trend-note = Each month's end is computed from what was known then, with an eighth of the years of today's figure.
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

## Papers
papers = Papers
papers-about = What bodies decide on and auditors file. Each is built from the records and numbers of one moment; issuing one keeps it with its seal.
papers-none-issued = None was issued yet.
paper-open = Open
paper-risk-assessment = Risk assessment
paper-risk-assessment-about = What could keep us from our objectives, how likely, how grave, and how certain that leaves us
paper-treatment-plan = Risk treatment plan
paper-treatment-plan-about = What is done about which risk, by whom, until when, at what cost and for what gain
paper-decision-paper = Decision paper
paper-decision-papers = Decision papers
paper-decision-papers-about = What a body is asked to decide, with its options side by side. Decisions that are prepared or tabled:
paper-draft = DRAFT
paper-status = Status
paper-status-draft = Draft: not issued, not sealed
paper-shows = Shows
paper-after = the management system after act { $act }, on { $day }
paper-issue = Issue
paper-issue-note = Makes PDF and workbook of what you read here, and keeps both as a report: with the number and hash of the act it shows, its input hash and the version of the model. Whoever may read reports can read it.
paper-classification = Classification
paper-may-not-issue = Papers are issued in the present, by those who may make reports.
paper-moved-on = Something was recorded since you read this paper. Read it again: it shows the newest state now.
paper-not-issued = The report was not recorded.
paper-key = Key
paper-record = Record
paper-owner = Owner
paper-no-owner = no owner
paper-owner-state = Owner, state
paper-state = State
paper-currency = Currency
paper-day = Day
paper-model-version = Version of the model
paper-seed = Seed
paper-worlds = Worlds
paper-years = Years in each world
paper-input-hash = Input hash (SHA-256)
paper-reproduce = The same numbers again
paper-exact-worlds = Worlds of the exact engine
paper-exact-grid = Points of its grid; error of a probability
paper-method = Method
paper-method-short = Risks are quantified by Open FAIR: 90 % ranges for frequency and loss, stated by people who estimate blind, pooled with equal weight. Controls count by what they state and by what tests found of their reliability.
paper-risk-method = Certainties, shares of the tail and the total come from one joint simulation of all risks; ± is one standard error of simulation. Means of single risks are closed formulas, their percentiles come from the exact engine averaged over worlds, ± one standard error over worlds. The model file is at /analysis/model.json; with it the command below gives the same numbers to the last bit.
paper-plan-method = Each treatment is simulated alone beside today, in the same years with the same random numbers: what it saves and what it gains carry one standard error of that difference. Gains of several treatments do not add up.
paper-decision-method = All options are simulated in the same years with the same random numbers; ± is one standard error, of gains that of the difference. Mean losses are closed formulas where there are such. Doing nothing is today: controls as tested, treatments that are done. “Pays” is the share of worlds in which the mean loss saved covers the yearly cost, one-off cost spread over three years.
paper-in-short = In short
paper-objectives-counted = Objectives: { $n }. As certain as required: { $met }; short of it: { $short }; too close to tell: { $close }; unknown: { $unknown }; nothing required: { $free }.
paper-unknown-counted = Without a number: { $risks } risks and { $objectives } objectives. They are listed below, and count as unknown, not as zero.
paper-scope = Scope and criteria
paper-no-scope = No scope is in force that you may see.
paper-no-appetite = No appetite is in force: nobody has said how much loss is acceptable.
paper-criteria = Criteria
paper-appetite = Appetite
paper-appetite-caption = How probable a loss in a year may be, and how probable it is, read from the simulated curve of all risks together
paper-no-curve = The appetite states no curve.
paper-loss-of = Loss of more than, { $currency }
paper-tolerated = Accepted at most
paper-found = Found
paper-verdict = Verdict
paper-kept = kept
paper-not-kept = not kept
paper-met = met, { $points } above
paper-short = short by { $points }
paper-close = too close to tell
paper-none-required = nothing is required
paper-ladder = Mandates
paper-ladder-caption = Who may accept or fund how much, the smallest mandate first
paper-no-ladder = The appetite names no mandates.
paper-mandate-holder = Holder
paper-accepts = Accepts up to, { $currency }
paper-at-percentile = At percentile
paper-funds = Funds up to, { $currency }
paper-objectives-caption = How certain each objective is, today
paper-band = Band
paper-band-note = ± is the error of the simulation. The band is what is not known: in 9 of 10 worlds that the estimates allow, the certainty lies in it.
paper-estimates = Estimates
paper-estimates-n = { $n } given
paper-mean = Mean loss a year, { $currency }
paper-tail = Tail
paper-total-caption = Chance of losing more than an amount in a year, all risks together
paper-risks-caption = Risks by mean loss, with percentiles of a year’s loss, in { $currency }
paper-risks-note = P95 is exceeded in one year of twenty. Percentiles of single risks do not add up. The tail column is the share of the mean loss in the worst twentieth of years, all risks together. ≈ marks a mean that is more than a closed formula.
paper-no-risks = No risk has a number yet.
paper-hidden-risks = { $n } more count in every total and are not named here.
paper-hidden-unknown = { $n } more are unknown and are not named here.
paper-risks-unknown = Risks without a number
paper-risks-unknown-caption = Risks whose loss is unknown
paper-risks-all-known = Every open risk that you may see has a number.
paper-lacks = What is missing
paper-missing = What is missing
paper-missing-note = A control that states no effect counts for nothing, and a treatment without one gains nothing: that is not the same as useless.
paper-missing-caption = Records that lack something for the numbers
paper-nothing-missing = Nothing is missing.
paper-decided = Decided
paper-proposed = Proposed
paper-done = Done
paper-no-treatments = There are none.
paper-plan-counted = Decided: { $decided }, for { $cost } in the first year; past their date: { $late }. Proposed: { $proposed }, for { $more }. Done: { $done }.
paper-untreated = { $n } of { $all } open risks have no open treatment and are not accepted.
paper-what-caption = { $which }: what is done, by whom, until when
paper-costs-caption = { $which }: cost, and predicted effect of each alone
paper-treats = Treats
paper-option = Option
paper-due = Due
paper-no-date = no date
paper-not-stated = not stated
paper-cost-once = Once, { $currency }
paper-cost-yearly = Yearly, { $currency }
paper-cost-year = Cost a year, { $currency }
paper-effort = Person-days
paper-saves = Saves a year, { $currency }
paper-gain = Gain of certainty
paper-gain-of = Of
paper-no-objective-moves = No objective moves.
paper-effect-note = Gain of certainty is that of the objective it moves most.
paper-agreed = Decisions and approvals
paper-agreed-note = Risk owners approve the plan and accept what remains. What nobody has said is written as not yet approved.
paper-decisions = Decisions
paper-decisions-caption = Who decided on each treatment
paper-decision = Decision
paper-approval = Approval
paper-risk-owner = Risk owner
paper-risk-owners = Risk owners
paper-risk-owners-caption = What each risk owner said
paper-treatments = Treatments
paper-approves-plan = Approves the treatment
paper-accepts-rest = Accepts what remains
paper-not-yet-approved = not yet approved
paper-approved-by = { $who } approved on { $on } ({ $key })
paper-rejected-by = { $who } rejected on { $on } ({ $key })
paper-asked-of = { $who } was asked ({ $key }): not yet approved
paper-accepted-without-vote = accepted, without a vote on record
paper-decided-by = { $who }, { $on } ({ $key })
paper-not-chosen = weighed in { $key } and not chosen
paper-to-be-decided = to be decided in { $key }
paper-no-decision = no decision on record
paper-question = The question
paper-decider = Decides
paper-mandate = Mandate
paper-no-mandate = none recorded
paper-mandate-covers = may fund up to { $amount }: covers every option
paper-mandate-beyond = may fund up to { $amount }: an option costs more
paper-decided-on = Decided on
paper-taken = This decision was taken
paper-taken-note = The numbers are those of the moment shown, not those that the body saw. Show an earlier moment for those.
paper-options = Options
paper-options-caption = Options side by side; certainty of: { $objective }
paper-options-note = “Pays” is how likely the option is worth its yearly cost at all, given what is not known.
paper-no-options = No option is recorded.
paper-first-year = First year, { $currency }
paper-pays = Pays
paper-pays-in-a-year = Pays within a year
paper-option-without-treatments = It names no treatments, so that its effect is unknown.
paper-option-abandoned = { $key } is not open any more, so that its effect is unknown.
paper-done-already = Done already, and so counted in every option: { $keys }.
paper-recommendation = Recommendation
paper-chosen = Chosen
paper-no-rationale = None is recorded yet.
paper-dissent = Dissent
paper-no-dissent = none recorded
paper-act = Act
paper-mean-short = Mean
paper-effect-unknown = no effect is stated, or a risk has no number
paper-tails-refused = Percentiles of { $keys } are unknown: what covers or moves these risks is shared with others, so that the exact engine cannot take them apart. They count in the joint simulation.
paper-losses-caption = Chance of losing more than an amount in a year, today and with each option: { $objective }
paper-drag = costs { $points } (± { $error })
paper-uncertain = What is uncertain
paper-band-says = In 9 of 10 worlds that the estimates allow, today’s certainty lies between { $low } and { $high }.
paper-one-estimate = rests on one estimate, of { $day }
paper-nothing-uncertain = No objective that you may see is touched, so nothing can be said.
paper-resources = Allocation
paper-resources-caption = Money and people that the decision moves
paper-no-resources = No allocation is recorded.
paper-from = From
paper-to = To
paper-period = Period
paper-annex = Annex
paper-by-objective = By objective
paper-by-objective-caption = Certainty of every objective that an option touches
paper-predicted = Predicted when prepared
paper-option-costs = Options, costs
paper-option-costs-caption = What each option consists of, costs a year and saves a year
options-matters-open = Which estimate matters, and what it is worth to know it better
act = Act
through-suppliers = What hangs on suppliers
through-note = certainty if nothing could happen through the supplier, and without the controls it operates or provides
through-risks = Risks through it
through-controls = Controls by it
lost-if-gone = Loss without them
pattern-library = Architecture patterns
pattern-library-about = Designs thought through once, drawn with how it stands with each of their controls now.
pattern-built-in = Built in
pattern-ours = Ours
pattern-none = No pattern is recorded yet. Take one up from above, or bring your own.
pattern-add = Bring your own
pattern-add-note = as YAML, or as JSON of the Open Security Architecture library
pattern-text = Text of the pattern
pattern-text-given = the text given
pattern-text-help = Every built-in pattern can be had as YAML, as an example. A pattern with an identifier that was taken in before gets a new draft.
pattern-import = Take in
pattern-areas = Areas
pattern-area = Area
pattern-controls = Controls
pattern-taken-as = Taken up as
pattern-taken-from = Taken from
pattern-solution = How it works
pattern-assumptions = What must hold
pattern-limits = What it does not solve
pattern-threats = Threats it resists
pattern-use = Use this pattern
pattern-yaml = As YAML
pattern-diagram = Diagram
pattern-diagram-note = controls as they stand; each leads to what is known of it
pattern-diagram-of = Diagram of { $title }
pattern-desc = Areas: { $areas }. Controls: { $badges }. The table below holds all of it.
pattern-connections = Connections
pattern-number = No.
pattern-from = From
pattern-to = To
pattern-flows = What flows
pattern-standing = How it stands
pattern-behind = Our controls
pattern-legend = { $what }: { $n }
pattern-is-passed = Passed
pattern-is-inherited = Inherited
pattern-is-stale = Test out of date
pattern-is-planned = Planned
pattern-is-never-run = Never tested
pattern-is-no-test = No test defined
pattern-is-failed = Failed
pattern-is-no-control = No control
pattern-is-excluded = Excluded
pattern-is-undetermined = Undetermined
pattern-is-withdrawn = Withdrawn
pattern-is-unknown = Unknown
pattern-also-undetermined = nothing says whether it applies
pattern-moved = { $was } was withdrawn and moved here
pattern-withdrawn-nowhere = { $was } was withdrawn; its framework names no successor
pattern-title = Title
