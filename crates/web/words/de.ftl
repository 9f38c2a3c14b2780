# Was die Seiten auf Deutsch sagen.

## Überall
unknown = unbekannt
optional = freiwillig
nothing = nichts
more = Mehr
add = Hinzufügen:
add-another = Weitere hinzufügen
remove = Entfernen:
cancel = Abbrechen
close = Schließen
choose = Auswählen …
why = warum?
how-computed = Wie wird das berechnet?
reload = Neu laden
and-more = und { $n } weitere

## Rahmen
skip = Zum Inhalt springen
areas = Bereiche
crumbs = Sie sind hier
find = Finden oder tun
account = Angemeldet als
sign-out = Abmelden
changed-by = {"{who}"} hat hier etwas geändert.
changed-many = {"{n}"} Änderungen, seit diese Seite geladen wurde.

## Der gezeigte Zeitpunkt
as-of = Stand
as-of-now = Stand jetzt
as-of-day = Stand am Ende des
as-of-show = Zeigen
as-of-previous = Eine Handlung früher
as-of-next = Eine Handlung später
as-of-back = Zurück zum Jetzt
as-of-banner = Sie sehen den Stand: { $moment }. Hier lässt sich nichts ändern.

## Palette und Tasten
palette-title = Finden oder tun
palette-hint = Ein Schlüssel, ein Titel oder was Sie tun möchten
palette-answers = Antworten
palette-help = Tippen sucht, Pfeile bewegen, die Eingabetaste öffnet.
palette-none = Nichts gefunden. Die Eingabetaste sucht überall.
palette-some = {"{n}"} gefunden
palette-failed = Die Suche antwortet nicht. Die Eingabetaste öffnet die Suchseite.
keys-title = Tasten
keys-find = finden oder tun
keys-filter = zum Filter
keys-down = nächste Zeile
keys-up = vorige Zeile
keys-open = Zeile öffnen
keys-edit = Zeile an Ort und Stelle bearbeiten
keys-select = Zeile auswählen
keys-new = neuer Eintrag
keys-submit = Formular speichern
keys-close = schließen oder das Feld verlassen
keys-help = diese Tasten zeigen

## Register
filter = Filter
filter-apply = Anwenden
filter-examples = Zum Beispiel
columns = Spalten
columns-show = Diese zeigen
column-unnamed = Aktionen
views = Gespeicherte Ansichten
view-save = Diese Ansicht speichern
export = Ausgeben
select-all = Alle Zeilen auswählen
select-row = { $key } auswählen
table-empty = Nichts passt dazu.
pages = Seiten
pager-previous = Frühere
pager-next = Spätere
bulk = Was mit den ausgewählten Zeilen geschehen soll
bulk-one = 1 ausgewählt
bulk-many = {"{n}"} ausgewählt
bulk-some = Ausgewählt:
bulk-none = Auswahl aufheben

## Formulare
errors-title = { $n ->
    [one] Eine Angabe ist zu berichtigen
   *[other] { $n } Angaben sind zu berichtigen
}
form-leave = Was Sie hier geschrieben haben, ist noch nicht gespeichert. Trotzdem verlassen?
form-reason = Warum diese Änderung?
form-reason-help = Wird mit der Änderung aufbewahrt, für alle, die später fragen.
markdown = Markdown ist möglich.
range-low = Unten
range-high = Oben
range-help = So, dass Sie nur einmal in zehn Fällen überrascht wären, den wahren Wert außerhalb zu finden.
reference-hint = Schlüssel oder Titel

## Schritte
step-not-possible = jetzt nicht möglich
step-why-not = Jetzt nicht möglich.

## Gewissheit
certainty-unknown = Gewissheit unbekannt
certainty-value = zu { $value } gewiss
certainty-band = zwischen { $low } und { $high }
certainty-need = { $need } verlangt

## Handlungen
act-via = über { $way }
became = wurde zu

## Tage und Einheiten
day-today = heute
day-tomorrow = morgen
day-yesterday = gestern
day-in-days = in { $n } Tagen
day-in-weeks = in { $n } Wochen
day-days-ago = vor { $n } Tagen
day-weeks-ago = vor { $n } Wochen
unit-thousand = Tsd.
unit-million = Mio.
unit-billion = Mrd.

## Rail and areas
rail-home = Start
rail-week = Meine Woche
rail-context = Kontext
rail-risk = Risiko
rail-governance = Steuerung
rail-policy = Politik
rail-instruction = Anweisungen
rail-communication = Kommunikation
rail-control = Maßnahmen
rail-assurance = Prüfung
rail-operations = Betrieb
rail-everywhere = Überall
rail-acts = Vorgänge
rail-search = Suche
question-context = Was steuern wir?
question-risk = Wie sicher erreichen wir unsere Ziele?
question-governance = Wer entscheidet, was zu tun ist?
question-policy = Warum tun wir es, und was ist zu erfüllen?
question-instruction = Wie wird es gemacht, dort wo gearbeitet wird?
question-communication = Wer muss es wissen, auf welcher Ebene?
question-control = Was tun wir wirklich?
question-assurance = Woher wissen wir es?
question-operations = Wo trifft es den Alltag?
question-everywhere = Was gehört zu allen Bereichen?
area-register = Register
area-about = Was es enthält
area-open = Offen
area-draft = In Vorbereitung
area-overdue = Überprüfung überfällig

## Records
column-key = Schlüssel
column-kind = Art
column-state = Zustand
column-changed = Geändert
column-created = Erfasst
column-version = Version
column-edition = Ausgabe
field-title = Titel
field-owner = Verantwortlich
field-scope = Geltungsbereich
field-next-review = Nächste Überprüfung
field-tags = Stichworte
field-tolerance = Toleranz
kind-objective = Ziel
kinds-objectives = Ziele
group-keeping = Verwaltung
what-it-is = Worum es geht
facts = Angaben
acts = Vorgänge
relations = Wozu es dient
relations-none = Noch verweist nichts hierher und es verweist auf nichts.
record-empty = Hier steht noch nichts.
register-empty = Nichts passt. Ändern Sie den Filter oder legen Sie das Erste an.
not-visible = für Sie nicht sichtbar
n-not-visible = { $n } weitere, die Sie nicht sehen dürfen.
mode = am wahrscheinlichsten
yes = ja
no = nein
new-kind = Neu: { $kind }
edit = Bearbeiten
edit-record = { $title } bearbeiten
save = Speichern
back = Zurück
reason = Grund
n-of-m = { $n } von { $m }
view-open = Offen
view-all = Alle
step-not-yours = Ihre Rollen erlauben das nicht.
never-in-force = Dies war noch nie in Kraft: Noch stützt sich nichts darauf.
edition-in-force = Ausgabe { $n } ist in Kraft seit { $since }.
draft-differs = Unten steht der Entwurf, der davon abweicht.
draft-changes = Was der Entwurf ändert
draft = Entwurf
collided = Jemand hat dies geändert, während Sie schrieben. Die Änderung steht unten, Ihre noch im Formular. Speichern Sie erneut, um Ihre zu behalten.
comments = Kommentare
comment = Kommentar
comment-send = Kommentieren
comment-help = Markdown; @PER-3 erwähnt eine Person.
comment-empty = Ein Kommentar braucht Worte.

## Approvals
approve = Zustimmen
reject = Ablehnen
waits-for = Gefragt:
votes = { $n } von { $m } haben geantwortet
approvers = Wer gefragt wird
approvers-help = Alle Genannten müssen zustimmen. Niemand genehmigt den eigenen Antrag.
needs-approval = Dieser Schritt braucht die Zustimmung zu genau dieser Fassung.
ask-for-approval = Zustimmung erbitten

## Acts
sealed = besiegelt: Vorgang { $act } · { $at }
moment = { $at }, Vorgang { $act }
act-number = Vorgang { $n }
act-created = hat es erfasst
act-changed = hat geändert
act-moved = hat es überführt in: { $state }
act-touched = hat es berührt
act-not-yet = gab es nicht
act-changes =
    { $n ->
    [one] hat einen Datensatz geändert
    *[other] hat { $n } Datensätze geändert
    }
act-changes-count = Geänderte Datensätze
act-what-changed = Was sich änderte
act-proof = Nachweis
act-hash = Hash dieses Vorgangs
act-previous = Hash des Vorgangs davor
act-root = Merkle-Wurzel seiner Änderungen
act-earlier = Der Vorgang davor
act-moment = Alles, wie es damals stand
acts-about = Jede Änderung, von wem und warum. Nichts wird überschrieben; jeder Vorgang ist an den vorigen gekettet.
nothing-changed = Nichts hat sich geändert.
compare = Vergleichen
compare-from = Von (Datum oder Vorgang)
compare-to = bis
compare-n =
    { $n ->
    [one] Ein Datensatz unterscheidet sich
    *[other] { $n } Datensätze unterscheiden sich
    } zwischen Vorgang { $from } und Vorgang { $to }.
someone = jemand
the-system = das System
via-migrate = ohne Sperren
via-api = API
via-apply = Dateien
via-import = Import
via-job = einen Auftrag
via-demo = die Vorführung
via-assistant = einen Assistenten

## Home and week
home-title =
    { $n ->
    [one] Ein Ziel
    *[other] { $n } Ziele
    } und wie sicher wir jedes erreichen
home-objectives-note = Chance, in der Toleranz zu bleiben
home-certainty = Sicherheit
home-risks = Geschätzte Risiken
estimated-of = { $n } von { $m }
home-first-objective = Das erste Ziel nennen
home-no-objective = Alles beginnt mit einem Ziel: Was soll erreicht werden, und wie sicher müssen wir sein?
home-changed = Was sich zuletzt änderte
home-decide = Zu entscheiden
home-nothing-to-decide = Nichts wartet auf eine Entscheidung.
week-n =
    { $n ->
    [0] Nichts wird von Ihnen erwartet.
    [one] Eines wird von Ihnen erwartet.
    *[other] { $n } Dinge werden von Ihnen erwartet.
    }
week-empty = Diese Woche wird nichts von Ihnen erwartet.
week-what = Was
week-due = Fällig
overdue = überfällig
asked-approve = Zustimmen oder ablehnen
asked-review = Überprüfen
asked-finish = Fertigstellen

## Search and palette
search-found =
    { $n ->
    [one] Ein Datensatz gefunden.
    *[other] { $n } Datensätze gefunden.
    }
search-nothing = Nichts gefunden. Weniger oder kürzere Wörter finden mehr.
palette-go = Gehe zu
palette-do = Tun
palette-search = Suche nach „{ $q }“

## Bulk
bulk-edit = Bearbeiten …
bulk-retire = Stilllegen …
bulk-edit-n = { $n } bearbeiten: { $kinds }
bulk-retire-n = { $n } stilllegen: { $kinds }
bulk-help = Nur angekreuzte Felder werden gesetzt, bei allen, in einem Vorgang.
bulk-set = { $field } setzen

## Accounts and signing in
sign-in = Anmelden
sign-in-help = Ohne Passwort bitten Sie die Verwaltung um einen einmaligen Link.
sign-in-wrong = Anmeldename oder Passwort ist falsch.
sign-in-wait = Zu viele Versuche. Warten Sie eine Minute.
enter-title = Willkommen
enter-about = Dieser Link meldet Sie einmal an.
enter = Eintreten
login = Anmeldename
password = Passwort
new-password = Neues Passwort
password-help = 12 Zeichen oder mehr. Andere Sitzungen enden.
you = Sie
person = Person
roles = Rollen
organisations = Organisationen
language = Sprache
accounts = Konten
accounts-about = Wer sich anmelden darf, als wer, und was die Rollen erlauben.
account-add = Konto anlegen
new-link = Neuer einmaliger Link
link-once = Geben Sie diesen Pfad, hinter der Adresse dieser Seite, an die Person weiter. Er wird einmal gezeigt und gilt einmal.
role-administrator = Verwaltung
role-officer = Sicherheitsbeauftragte
role-manager = Führung
role-engineer = Technik
role-auditor = Revision
role-board = Leitungsorgan
role-employee = Beschäftigte

## What was just done
did-created = Erfasst.
did-saved = Gespeichert.
did-unchanged = Nichts war anders, also wurde nichts erfasst.
did-stepped = Erledigt.
did-asked = Die Genannten wurden gefragt.
did-voted = Ihre Stimme ist erfasst.
did-commented = Kommentar erfasst.
did-retired = Stillgelegt.
did-bulk = Für alle erledigt.
did-password = Passwort gesetzt; andere Sitzungen sind beendet.
did-invited = Konto angelegt.
form-first-group = Das Wesentliche

## Rules
rail-rules = Regeln
rules-rule = Regel
rules-where = Wo
rules-finds = Was sie findet
rules-since = Seit
rules-n =
    { $n ->
    [0] Die Regeln finden nichts.
    [one] Die Regeln finden eine Stelle.
    *[other] Die Regeln finden { $n } Stellen, davon { $m } ernste.
    }
rules-about = Datensätze, die eine Prüfung bestehen und doch keine Entscheidung ändern.
rules-none = Nichts gefunden.
rules-all = Alle Regeln
rules-what = Was sie tut
rules-why = Warum es zählt
rules-how = Wie man es behebt
rules-clauses = Betrifft
home-wheel = Wo das Rad klemmt
record-signals = Was die Regeln sagen

## More of acts
act-recorded = hat erfasst

## Frameworks
catalogue = Regelwerk
catalogues = Regelwerke
catalogues-about = Sichten auf dieselben Tatsachen: was eine Norm oder ein Gesetz verlangt und was von uns darauf antwortet.
catalogue-requirements = Anforderungen
catalogue-controls = Maßnahmen, die es nennen
catalogue-origin = Herkunft
catalogue-builtin = eingebaut
catalogue-imported = importiert
catalogue-source = Quelle
catalogue-licence = Lizenz
catalogue-outline = Gliederung
catalogue-mappings = Zuordnungen
catalogue-pairs = { $n } Paare
catalogue-named = { $n } von { $m } Anforderungen werden von einem unserer Datensätze genannt.
catalogue-records =
    { $n ->
    [one] ein Datensatz
    *[other] { $n } Datensätze
    }
catalogue-ours = Was von uns darauf antwortet
catalogue-nothing = Keiner unserer Datensätze nennt diese Anforderung.
catalogue-guidance = Hinweise
catalogue-unmapped = Niemand hat diese Anforderung zugeordnet: Das sagt nichts über sie.
withdrawn = zurückgezogen
map-equal = ist gleich
map-subset = ist Teil von
map-superset = enthält
map-intersects = überschneidet sich mit
map-none = hat nichts zu tun mit

## More of frameworks
catalogue-itself = { $name } selbst

## Faults
fault-400 = Diese Anfrage ergibt keinen Sinn
fault-401 = Bitte zuerst anmelden
fault-403 = Nicht erlaubt
fault-404 = Nicht gefunden
fault-409 = Jemand war schneller
fault-422 = Etwas ist zu berichtigen
fault-500 = Hier ging etwas schief
fault-503 = Zurzeit nur lesbar

rules-all-found = alles, was sie finden

## Charts
chart-nothing-to-show-yet = noch nichts zu zeigen
chart-unknown = unbekannt
chart-low = unten
chart-high = oben
chart-mean = Mittel
chart-required = gefordert
chart-tolerated = toleriert
chart-crosses-tolerance = kreuzt die Toleranz
chart-beyond-tolerance = jenseits der Toleranz
chart-within-tolerance = innerhalb der Toleranz
chart-others = übrige
chart-total = Summe
chart-share = Anteil
chart-value = Wert
chart-name = Name
chart-amount = Betrag
chart-probability = Wahrscheinlichkeit
chart-base = Basis
chart-input-low = Eingabe niedrig
chart-input-high = Eingabe hoch
chart-swing = Spanne
chart-cost = Kosten
chart-budget = Budget
chart-efficient = effizient
chart-current = heute
chart-chosen = gewählt
chart-date = Datum
chart-certainty = Gewissheit
chart-act = Vorgang
chart-stated = angegeben
chart-observed = beobachtet
chart-count = Anzahl
chart-well-calibrated = gut kalibriert
chart-pool = zusammen
chart-what-happened = was geschah
chart-state = Stand
chart-pts = Pkt.
chart-more = { $n } weitere
chart-table = Tabelle
chart-file = SVG
## Estimating blind
asked-estimate = Schätzen, ohne die anderen zu sehen
only-you = Diesen Datensatz sehen vorerst nur Sie.
round = Blinde Schätzungen
round-open = Erbeten seit { $since }: { $n } von { $m } liegen vor, versiegelt, bis alle da sind.
round-waits = Es fehlen noch:
round-complete = Erbeten seit { $since }: Alle { $m } liegen vor.
round-given = Ihre haben Sie abgegeben:
round-sealed = Ihre ist noch nicht abgegeben:
round-estimate = Dieses Risiko schätzen
round-counting =
    { $n ->
        [0] Noch zählt keine Schätzung.
        [one] Eine Schätzung zählt zurzeit:
       *[other] { $n } Schätzungen zählen zurzeit:
    }
rate = { $hits } von { $n } (90-%-Intervall { $low } bis { $high })
rate-few = { $hits } von { $n }: zu wenige, um etwas zu sagen
rate-none = noch keine
mean = { $value } über { $n } (90-%-Intervall { $low } bis { $high })
mean-few =
    { $n ->
        [one] ein Fall: zu wenige, um etwas zu sagen
       *[other] { $n } Fälle: zu wenige, um etwas zu sagen
    }

## Training in calibration
calibration = Kalibrierung üben
calibration-about = Eine 90-%-Spanne ist gut, wenn neun von zehn Ihrer Spannen die Wahrheit enthalten, nicht mehr und nicht weniger; ungeübt sind es oft weniger. Diese Fragen haben bekannte Antworten: So lernen Sie, wie weit Ihre Spannen sein müssen, bevor Risiken davon abhängen.
calibration-not-yours = Üben kann ein Konto mit einer Person und einer Rolle im Bereich Risiko, in der Gegenwart.
calibration-round = Übung { $n }
calibration-title = Übung { $n }, { $who }
calibration-statements = Aussagen
calibration-statements-help = Zuerst zehn Aussagen: Ist sie wahr, und wie sicher sind Sie? 50 % heißt geraten. Dann zehn Spannen. Bitte nichts nachschlagen. Ihre Antworten sehen nur Sie, Ihr Ergebnis sehen alle, die Risiken lesen dürfen. Die Fragen sind auf Englisch.
calibration-ranges = Spannen
calibration-ranges-help = Je zwei Zahlen, zwischen denen die Wahrheit mit 90 % Wahrscheinlichkeit liegt.
calibration-submit = Abgeben und Antworten sehen
calibration-missing = Hier fehlt eine Antwort; auch geraten mit 50 % oder eine sehr weite Spanne ist eine.
calibration-true = wahr
calibration-false = falsch
calibration-said = Sie ist
calibration-sure = Sicher zu
calibration-statement = Aussage
calibration-question = Frage
calibration-range = Ihre Spanne
calibration-value = Antwort
calibration-outcome = Ergebnis
calibration-source = Quelle
calibration-was-right = richtig
calibration-was-wrong = falsch
calibration-held = Spannen, die hielten
calibration-held-note = 90 % ist das Ziel
calibration-right = Richtig beurteilte Aussagen
calibration-right-note = im Mittel { $stated } sicher
calibration-stated = Im Mittel genannt
calibration-brier = Brier-Wert
calibration-brier-note = über { $n } Aussagen; 0 ist vollkommen, 0,25 eine Münze
calibration-width-few = Zu wenige Spannen, um zu sagen, ob sie weit genug sind.
calibration-width-narrow = Ihre Spannen sind zu eng: Schieben Sie beide Enden nach außen, bis ein Irrtum Sie überraschen würde.
calibration-width-wide = Ihre Spannen sind weiter als nötig: Neun von zehn genügen.
calibration-width-fine = Nichts spricht gegen die Weite Ihrer Spannen.
calibration-sure-few = Zu wenige Aussagen, um zu sagen, ob Sie zu sicher sind.
calibration-sure-narrow = Sie waren sicherer, als Sie recht hatten.
calibration-sure-wide = Sie hatten öfter recht, als Sie sicher waren.
calibration-sure-fine = Wie sicher Sie waren, passt dazu, wie oft Sie recht hatten.
calibration-record = Ihre Übungen
calibration-private = die Antworten sehen nur Sie
calibration-exercise = Übung
calibration-exercises =
    { $n ->
        [one] Eine Übung
       *[other] { $n } Übungen
    }
calibration-taken = Gemacht am
calibration-my-estimates = Meine Schätzungen

## Back-testing
backtest = Rückvergleich
backtest-about = Was geschätzt und vorhergesagt wurde, neben dem, was dann geschah. Zu wenige Fälle beweisen nichts, und das steht dabei.
backtest-none = Noch wurde nichts genannt, das sich vergleichen ließe.
backtest-of-person = Wie die Zahlen hielten
backtest-estimators = Nach schätzender Person
backtest-estimators-note = Anteile, die hielten, 90 % ist das Ziel; Jeffreys-Intervalle
backtest-estimator = Wer schätzte
backtest-nobody = niemand Bestimmtes oder ein Modell
backtest-losses-held = Verluste in der Spanne
backtest-counts-held = Anzahlen wie erwartet
backtest-training = Übung: Spannen, die hielten
backtest-losses = Verluste
backtest-losses-note = was ein Ereignis kostete, neben der 90-%-Spanne für ein Ereignis, die davor galt
backtest-counts = Anzahlen
backtest-counts-note = Schadenereignisse seit der Schätzung, neben den mittleren 90 % des Erwarteten; ganze Zahlen enthalten etwas mehr als 90 %
backtest-forecasts = Vorhersagen
backtest-forecasts-note = genannte Wahrscheinlichkeiten, neben der Häufigkeit, mit der es eintrat
backtest-inside = innerhalb
backtest-outside = außerhalb
backtest-on = Am
backtest-range = 90-%-Spanne eines Ereignisses
backtest-loss = Es kostete
backtest-window = Betrachtet
backtest-years = Jahre
backtest-expected = Erwartet
backtest-observed = Gesehen
backtest-no-losses = Noch lässt sich kein Vorfall mit Verlusten vergleichen: Nennen Sie das Risiko, dessen Fall er war, und was er kostete.
backtest-no-counts = Noch ist keine Schätzung älter als drei Monate.
backtest-no-forecasts = Noch hat keine Vorhersage einen Ausgang.
backtest-without =
    { $n ->
        [one] Ein Vorfall mit Verlusten ließ sich nicht vergleichen: kein Risiko genannt, keine Schätzung davor oder eine andere Währung.
       *[other] { $n } Vorfälle mit Verlusten ließen sich nicht vergleichen: kein Risiko genannt, keine Schätzung davor oder eine andere Währung.
    }
backtest-brier = Vorhersagen: Brier-Wert
backtest-log = Mittlerer Log-Wert
backtest-open = Ohne Ausgang
backtest-open-n = { $n } offen, davon { $overdue } über ihren Tag hinaus; { $void } nichtig
backtest-bins = Genannt und eingetreten
backtest-bin = Genannt zwischen
backtest-happened = Eingetreten
## Berichte
report-files = Dateien
report-shows = Gezeigt wird das Managementsystem nach
report-no-files = Es sind noch keine Dateien dabei.
bytes = { $n } Bytes
report-check = Wer eine dieser Dateien hat, kann prüfen, ob es die ausgegebene ist: Ihr SHA-256 muss der hier genannte sein, und der Vorgang, der ihn besiegelt hat, bürgt dafür.

## Gewissheit
objective-certainty = Wie gewiss sind wir?
objective-tolerates = Höchstens { $amount } Verlust im Jahr.
objective-result = Mindestens { $amount } Ergebnis im Jahr.
objective-no-tolerance = Noch ist keine Toleranz festgelegt.
objective-owned-by = Verantwortet von
objective-overseen-by = beaufsichtigt von
certainty-errors = Die Simulation ist auf ± { $error } genau ({ $years } Jahre in { $worlds } Welten); das Band ist, was wir nicht wissen: 9 von 10 Welten liegen darin.
certainty-so-far = Die { $n } Risiken mit Zahlen ließen { $value }; was fehlt, kann es nur senken.
certainty-met = Das sind { $points } über den verlangten { $need }.
certainty-short = Das sind { $points } unter den verlangten { $need }.
certainty-close = Das liegt zu nah an den verlangten { $need }, als dass die Simulation es sagen könnte.
certainty-none-required = Niemand hat gesagt, wie gewiss es sein muss.
further-met = { $amount } werden zu { $value } eingehalten ({ $need } verlangt).
further-short = { $amount } werden nur zu { $value } eingehalten ({ $need } verlangt).
gap-estimate = keine Schätzung, die zählt
gap-tolerance = keine Toleranz festgelegt
gap-assessment = kein Risiko verknüpft, also nichts beurteilt
gap-effect = nennt keine Wirkung und zählt deshalb nichts
gap-currency = ein Betrag steht in einer anderen Währung
gap-treatment-effect = nennt keine Wirkung auf das, was sie behandelt
gap-impossible = lässt sich so nicht berechnen
gap-estimate-do = Schätzen
gap-tolerance-do = Festlegen
gap-assessment-do = Das erste Risiko beschreiben
objective-losses = Verlust in einem Jahr
objective-losses-note = Wahrscheinlichkeit, mehr als einen Betrag zu verlieren
curve-today = heute, geprüfte Maßnahmen
curve-before = ohne Maßnahmen
curve-after = mit dem Beschlossenen
mark-today = { $value } verlieren mehr
chart-losses-of = Wahrscheinlichkeit, in einem Jahr mehr als einen Betrag zu verlieren: { $name }
chart-loss-axis = Verlust im Jahr, { $currency }
chart-chance-axis = Wahrscheinlichkeit, mehr zu verlieren
one-in-ten = Eines von zehn Jahren kostet mehr als { $amount }.
mean-loss = Im Mittel { $mean } (± { $error }) im Jahr; { $none } der Jahre kosten nichts.
holds-back = Was es bremst
holds-back-note = Gewissheit, die gewonnen wäre, gäbe es das Risiko nicht, in denselben simulierten Jahren
gained-if-gone = Gewinn ohne es
share-of-worst = Anteil an den schlimmsten 5 %
nothing-holds-back = Kein einzelnes Risiko bremst es.
objective-trend = Im Lauf der Zeit
objective-trend-open = Wie sich die Gewissheit bewegt hat, und durch welche Handlungen
ways-to-more = Was machte es gewisser?
cost-first-year = Erstes Jahr
do-nothing = Nichts tun
decided-already = beschlossen
ways-none = Für seine Risiken ist keine Behandlung vorgeschlagen.
ways-propose = Eine vorschlagen
ways-compare = Vergleichen und entscheiden
rests-on = Worauf es beruht
rests-on-note = Gewissheit, gäbe es die Maßnahme nicht, in denselben simulierten Jahren
rests-on-none = Keine Maßnahme mit genannter Wirkung schützt es.
reliability = Zuverlässigkeit
would-fall-to = Fiele auf
difference = Unterschied
never-tested = nie geprüft
points = { $n } Punkte
method-line = { $engine }, Modell { $version }, Eingaben { $hash }…
engine-simulation = Simuliert
engine-exact = Exakt berechnet
method-reproduce = { $worlds } Welten zu { $years } Jahren, Startwert { $seed }. Dieselben Zahlen bis zum letzten Bit, von der Befehlszeile:
method-model = das Modell herunterladen
method-hash = SHA-256 des Modells:
not-computed = Nichts konnte berechnet werden
trend-note = Jedes Monatsende ist aus dem berechnet, was damals bekannt war, mit einem Viertel der Jahre der heutigen Zahl.
trend-none = Keine einzelne Handlung hat es um einen Punkt oder mehr bewegt.
trend-acts = Handlungen, die es bewegt haben
trend-change = Änderung
trend-known = wurde bekannt oder unbekannt
chart-trend-of = Gewissheit im Lauf der Zeit: { $name }
chart-trend-desc = Gewissheit an jedem Monatsende mit dem Band dessen, was nicht bekannt war, gegen das Verlangte.
act-n = Handlung { $n }
home-short =
    { $n ->
    [0] Keines bleibt unter dem Verlangten.
    [one] Eines bleibt unter dem Verlangten.
    *[other] { $n } bleiben unter dem Verlangten.
    }
home-unknown =
    { $n ->
    [one] Eines ist unbekannt.
    *[other] { $n } sind unbekannt.
    }
home-joint = Die { $n } Ziele mit Zahlen halten alle zusammen in { $value } der Jahre.
options = Optionen nebeneinander
options-for = Was sich tun ließe für
options-lede = Jede Option wird am selben Modell gewogen, in denselben simulierten Jahren wie heute.
options-unknown = Die Gewissheit dieses Ziels ist unbekannt. Was unten steht, zählt nur die Risiken mit Zahlen.
options-side = Nebeneinander
options-side-sub = mittlere Verluste nach geschlossener Formel, Gewissheit für alle in denselben Jahren simuliert
options-pick = Wählen
options-tick = { $name } in einen Satz nehmen
options-option = Option
options-yearly = Im Jahr
options-mean-loss = Mittlerer Verlust im Jahr
options-saves = Spart im Jahr
options-net = Nettonutzen im Jahr
options-pays = Wahrscheinlichkeit, dass es sich lohnt
options-pays-year = { $value } in einem einzelnen Jahr ± { $error }
options-together = Diese zusammen vergleichen
options-chosen = verglichen
options-met = erreicht
options-short = zu wenig
options-close = zu knapp, um es zu sagen
options-so-far = { $value } dessen, was Zahlen hat
options-silent = Nennen keine Wirkung, sodass sich nichts über sie sagen lässt:
options-side-note = Mittlere Verluste sind die der ganzen Organisation, über das Unbekannte und über Jahre. Kosten im Jahr sind die einmaligen über drei Jahre und die laufenden. Eine Option lohnt sich, wo der im Mittel gesparte Verlust im Jahr mindestens so groß ist; gezählt über { $worlds } Weisen, wie das Unbekannte sein mag. ± ist ein Standardfehler; der eines Gewinns ist Jahr für Jahr gepaart.
options-estimated = ≈ steht bei Mitteln, die über Welten gemittelt sind, weil eine Versicherung einen Teil eines Ereignisses zahlt: höchstens wenige Prozent daneben.
options-board = Dem Vorstand vorlegen
options-board-about = Das bereitet eine Entscheidung mit diesen Optionen vor, mit den Kosten und der heute vorhergesagten Gewissheit jeder:
options-board-name = Titel der Entscheidung
options-board-kind = Worum es geht
options-board-do = Dem Vorstand vorlegen
options-board-title = { $name }: welche Option?
options-board-question = Wie werden wir dieses Ziels gewisser: { $name }?
options-board-reason = Optionen für { $key } verglichen
options-frontier = Was Gewissheit kostet
options-frontier-sub = Sätze, die kein billigerer schlägt
options-chart = Kosten gegen Gewissheit: { $name }
options-chart-desc = Jeder Punkt ist ein Satz von Behandlungen: was er im ersten Jahr kostet und wie gewiss das Ziel mit ihm ist. Die Linie verbindet die Sätze, die kein billigerer schlägt.
options-chart-across = Kosten im ersten Jahr, { $currency }
options-budget = Budget für das erste Jahr
options-budget-do = Das Beste dafür
options-best-certainty = Am gewissesten für das Budget
options-best-net = Größter Nettonutzen für das Budget
options-net-of = Nettonutzen { $net } im Jahr
options-next = Was das nächste Geld kauft
options-next-step = { $cost } mehr für { $adds }: { $gain }, dann { $value } gewiss.
options-next-drops = Dafür entfällt { $drops }.
options-per = Das sind { $points } je { $amount }.
options-next-none = Kein teurerer Satz ist über den Simulationsfehler hinaus gewisser.
options-steps = Schritt für Schritt
options-step = Gewinn gegenüber dem Schritt davor
options-per-head = Je { $amount }
options-same = im Fehler: der Schritt davor ist so gut
options-searched = Alle { $n } möglichen Sätze wurden nach geschlossener Formel durchsucht; die effizienten und die besten, { $m }, wurden simuliert.
options-searched-some = Es gibt zu viele Sätze, um alle zu durchsuchen: { $n } wurden nach geschlossener Formel betrachtet, { $m } davon simuliert. Es kann einen besseren geben.
options-unpriced = Behandlungen ohne genannte Kosten stehen hier in keinem Satz.
options-matters = Welche Schätzung zählt
options-matters-sub = jede unsichere Zahl an den Enden ihrer Spanne, alles andere wie es ist
options-tornado = Mittlerer Verlust im Jahr je Schätzung: { $name }
options-tornado-desc = Jeder Balken zeigt den mittleren Verlust im Jahr mit einer Zahl an ihrem 5. und ihrem 95. Perzentil.
options-tornado-across = Mittlerer Verlust der Organisation im Jahr, { $currency }
options-tornado-note = Nach geschlossener Formel, mit den Maßnahmen und Behandlungen von heute; Zahlen der Risiken dieses Ziels und dessen, was sie schützt.
options-tornado-none = An den Risiken dieses Ziels ist nichts unsicher.
options-a-year = { $n } im Jahr
options-know = Was es wert ist, mehr zu wissen
options-know-best = Nach mittlerem Verlust und jährlichen Kosten ist { $name } am besten, und richtig in { $share } der Weisen, wie das Unbekannte sein mag. Vor der Wahl alles zu wissen wäre { $worth } (± { $error }) im Jahr wert, mehr nicht.
options-know-none = Keine einzelne Zahl ist Geld wert: wie immer sie ausfiele, die Wahl bliebe oder gewänne zu wenig, um es zu sagen.
options-know-note = Das Meiste, was man im Jahr zahlen sollte, um eine Zahl zu kennen, bevor man unter diesen Optionen wählt; über { $worlds } Welten, im Mittel nie zu viel.
options-estimate = Schätzung
options-range = 90-%-Spanne
options-worth = Höchstens wert, im Jahr
quantity-coverage = Abdeckung
quantity-loss-event-frequency = Häufigkeit von Verlustereignissen
quantity-probability-in-a-year = Wahrscheinlichkeit in einem Jahr
quantity-threat-event-frequency = Häufigkeit von Bedrohungsereignissen
quantity-contact-frequency = Häufigkeit von Kontakten
quantity-probability-of-action = Wahrscheinlichkeit einer Handlung
quantity-susceptibility = Anfälligkeit
quantity-secondary-loss-event-frequency = Häufigkeit von Reaktionen
quantity-effect-of-a-control = Wirkung einer Maßnahme
quantity-effect-of-a-common-cause = Wirkung einer gemeinsamen Ursache
quantity-effect-of-a-treatment = Wirkung einer Behandlung
quantity-reliability = Zuverlässigkeit
quantity-probability-of-a-common-cause = Wahrscheinlichkeit einer gemeinsamen Ursache
quantity-which-estimate-is-right = welche Schätzung stimmt
quantity-baseline = Ausgangswert
quantity-primary-loss-productivity = direkter Verlust, Produktivität
quantity-primary-loss-response = direkter Verlust, Reaktion
quantity-primary-loss-replacement = direkter Verlust, Ersatz
quantity-primary-loss-fines-and-judgements = direkter Verlust, Bußgelder und Urteile
quantity-primary-loss-competitive-advantage = direkter Verlust, Wettbewerbsvorteil
quantity-primary-loss-reputation = direkter Verlust, Ansehen
quantity-secondary-loss-productivity = Folgeverlust, Produktivität
quantity-secondary-loss-response = Folgeverlust, Reaktion
quantity-secondary-loss-replacement = Folgeverlust, Ersatz
quantity-secondary-loss-fines-and-judgements = Folgeverlust, Bußgelder und Urteile
quantity-secondary-loss-competitive-advantage = Folgeverlust, Wettbewerbsvorteil
quantity-secondary-loss-reputation = Folgeverlust, Ansehen
effect = Was sie ändern würde
effect-sub = in denselben simulierten Jahren wie heute
effect-now = Was sie jetzt bringt
effect-now-sub = heute, gegen dieselben Jahre ohne sie
effect-needs = Gezählt mit dem, was zuerst getan sein muss:
effect-none = Sie nennt keine Wirkung auf ihre Risiken, sodass sich nicht sagen lässt, was sie brächte.
effect-accept = Zu tragen ändert nichts: der Verlust bleibt, wie er ist.
effect-state = Wirkung angeben
effect-closed = nach geschlossener Formel, ganze Organisation
effect-estimated = über Welten gemittelt, höchstens wenige Prozent daneben
effect-first-year = { $cost } im ersten Jahr
effect-pays-error = ± { $error }; im Mittel über die Jahre, bei allem, was wir nicht wissen
effect-without = Ohne sie
effect-with = Mit ihr
effect-no-objective = Ihre Risiken bedrohen kein Ziel mit einer Toleranz.
effect-speaks = Sie ist erledigt, und ihre Maßnahme spricht für sich: es zählt, was die Maßnahme nennt und ihre Prüfungen finden, nicht, was hier versprochen war.
effect-saves-now = Sie spart { $amount } im Jahr.
effect-promised = Was vorhergesagt war
decided-predicted = Vorhergesagt
decided-now = Jetzt gewiss
decided-now-of = Jetzt: { $name }
decided-sub = wie bei der Vorbereitung vorhergesagt und wie es jetzt wäre
decided-note = Jetzt: simuliert mit den Behandlungen jeder Option über dem, was heute getan ist. Unbekannt, wo eine Option keine Behandlung nennt oder eine, die geschlossen ist.
decided-paper = Vorlage zur Entscheidung
control-numbers = In Zahlen
control-no-effect = Sie nennt keine Wirkung auf ihre Risiken: in jeder Zahl zählt sie nichts.
control-removes = Nimmt im Jahr weg
control-costs = Sie kostet { $amount } im Jahr.
control-shared = Schützt
control-risks =
    { $n ->
    [one] ein Risiko
    *[other] { $n } Risiken
    }
control-covered = gemessen
control-covers-all = nichts ist ausgenommen
control-not-measured = was sie abdecken soll, ist genannt, wie viel sie abdeckt, wurde nie gemessen: irgendetwas zwischen nichts und allem
control-leaves = lässt { $low } bis { $high }, solange sie wirkt
control-reliability-of = Zuverlässigkeit von { $name }
control-reliability-desc = Der Anteil der Zeit, in dem die Maßnahme wirkt: 90-%-Spannen dessen, was heute und nach einer Prüfung ohne Fehler zu glauben ist.
control-reliability-across = Anteil der Zeit, in dem sie wirkt
control-reliable = Sie wirkt zwischen { $low } und { $high } der Zeit (90 %), im Mittel { $mean }.
control-runs =
    { $n ->
    [one] Eine Prüfung zählt, am { $last }.
    *[other] { $n } Prüfungen zählen, die letzte am { $last }.
    }
control-untested = Sie wurde nie geprüft: die Spanne ist so weit wie das Nichtwissen.
control-stated = Wie oft und wie lange sie ausfällt, hat ihr Eigner genannt; das wiegt wie zwei Beobachtungen.
control-not-stated = Wie oft sie ausfällt, ist nicht genannt.
control-today = Heute
control-if-passed = Nach einer Prüfung ohne Fehler
control-what-if = Was wäre, wenn
control-what-if-note = In denselben Jahren wie heute simuliert; ± ist ein Standardfehler des Unterschieds. Eine Prüfung wie erwartet findet so viele Fehler, wie zu glauben sind: sie verengt die Spanne und bewegt das Mittel kaum.
control-removed = Entfernt
control-passed = Prüfung bestanden
control-as-believed = Prüfung wie erwartet
control-never-fails = Fällt nie aus
control-no-objective = Ihre Risiken bedrohen kein Ziel mit einer Toleranz.
control-alone = Keine andere Maßnahme mit genannter Wirkung schützt dieselben Risiken.
control-overlap = Mit anderen Maßnahmen
control-gone = Ohne diese Maßnahme steigen die mittleren Verluste um { $amount } (± { $error }) im Jahr, simuliert.
control-shared-risks = Gemeinsame Risiken
control-it-gone = Ohne sie
control-both-gone = Ohne beide
control-sum = Summe der einzelnen
control-overlap-note = Anstieg des mittleren Verlusts im Jahr, simuliert. Wo beide zu entfernen mehr kostet als die Summe, springt jede für die andere ein.
options-matters-open = Welche Schätzung zählt, und was es wert ist, sie besser zu kennen
act = Handlung
