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

## Papers
papers = Unterlagen
papers-about = Worüber Gremien entscheiden und was Prüfer ablegen. Jede Unterlage entsteht aus den Einträgen und Zahlen eines Augenblicks; mit der Ausgabe wird sie besiegelt aufbewahrt.
papers-none-issued = Noch keine wurde ausgegeben.
paper-open = Öffnen
paper-risk-assessment = Risikobeurteilung
paper-risk-assessment-about = Was uns von unseren Zielen abhalten könnte, wie wahrscheinlich, wie schwer, und wie sicher wir damit sind
paper-treatment-plan = Risikobehandlungsplan
paper-treatment-plan-about = Was gegen welches Risiko getan wird, von wem, bis wann, zu welchen Kosten und mit welchem Gewinn
paper-decision-paper = Entscheidungsvorlage
paper-decision-papers = Entscheidungsvorlagen
paper-decision-papers-about = Was ein Gremium entscheiden soll, mit den Möglichkeiten nebeneinander. Vorbereitete und vorgelegte Entscheidungen:
paper-draft = ENTWURF
paper-status = Stand
paper-status-draft = Entwurf: nicht ausgegeben, nicht besiegelt
paper-shows = Zeigt
paper-after = das Managementsystem nach Vorgang { $act }, am { $day }
paper-issue = Ausgeben
paper-issue-note = Macht aus dem, was Sie hier lesen, PDF und Arbeitsmappe und bewahrt beides als Bericht auf: mit Nummer und Prüfsumme des Vorgangs, den er zeigt, der Prüfsumme der Eingaben und der Fassung des Modells. Wer Berichte lesen darf, kann ihn lesen.
paper-classification = Einstufung
paper-may-not-issue = Unterlagen werden in der Gegenwart ausgegeben, von denen, die Berichte anlegen dürfen.
paper-moved-on = Seit Sie diese Unterlage gelesen haben, wurde etwas aufgezeichnet. Lesen Sie sie noch einmal: Sie zeigt jetzt den neuesten Stand.
paper-not-issued = Der Bericht wurde nicht aufgezeichnet.
paper-key = Schlüssel
paper-record = Eintrag
paper-owner = Verantwortlich
paper-no-owner = niemand verantwortlich
paper-owner-state = Verantwortlich, Stand
paper-state = Stand
paper-currency = Währung
paper-day = Tag
paper-model-version = Fassung des Modells
paper-seed = Startwert
paper-worlds = Welten
paper-years = Jahre je Welt
paper-input-hash = Prüfsumme der Eingaben (SHA-256)
paper-reproduce = Dieselben Zahlen noch einmal
paper-exact-worlds = Welten des exakten Verfahrens
paper-exact-grid = Punkte seines Gitters; Fehler einer Wahrscheinlichkeit
paper-method = Methode
paper-method-short = Risiken werden nach Open FAIR beziffert: 90-%-Spannen für Häufigkeit und Verlust, von Menschen, die einander nicht sehen, mit gleichem Gewicht zusammengeführt. Maßnahmen zählen mit dem, was sie angeben, und mit dem, was Tests über ihre Zuverlässigkeit fanden.
paper-risk-method = Sicherheiten, Anteile am Rand und die Summe kommen aus einer gemeinsamen Simulation aller Risiken; ± ist ein Standardfehler der Simulation. Mittelwerte einzelner Risiken sind geschlossene Formeln, ihre Perzentile kommen aus dem exakten Verfahren, gemittelt über Welten, ± ein Standardfehler über Welten. Die Modelldatei liegt unter /analysis/model.json; mit ihr gibt der Befehl unten dieselben Zahlen bis aufs letzte Bit.
paper-plan-method = Jede Behandlung wird für sich neben dem heutigen Stand simuliert, in denselben Jahren mit denselben Zufallszahlen: Ersparnis und Gewinn tragen einen Standardfehler dieses Unterschieds. Gewinne mehrerer Behandlungen summieren sich nicht.
paper-decision-method = Alle Möglichkeiten werden in denselben Jahren mit denselben Zufallszahlen simuliert; ± ist ein Standardfehler, bei Gewinnen der des Unterschieds. Mittlere Verluste sind geschlossene Formeln, wo es solche gibt. Nichts tun ist der heutige Stand: Maßnahmen wie getestet, erledigte Behandlungen. „Lohnt sich“ ist der Anteil der Welten, in denen der ersparte mittlere Verlust die jährlichen Kosten deckt, einmalige auf drei Jahre verteilt.
paper-in-short = In Kürze
paper-objectives-counted = Ziele: { $n }. So sicher wie gefordert: { $met }; darunter: { $short }; zu knapp für ein Urteil: { $close }; unbekannt: { $unknown }; nichts gefordert: { $free }.
paper-unknown-counted = Ohne Zahl: { $risks } Risiken und { $objectives } Ziele. Sie stehen unten und gelten als unbekannt, nicht als null.
paper-scope = Geltungsbereich und Kriterien
paper-no-scope = Kein Geltungsbereich ist in Kraft, den Sie sehen dürfen.
paper-no-appetite = Keine Risikobereitschaft ist in Kraft: Niemand hat gesagt, wie viel Verlust annehmbar ist.
paper-criteria = Kriterien
paper-appetite = Risikobereitschaft
paper-appetite-caption = Wie wahrscheinlich ein Verlust im Jahr sein darf, und wie wahrscheinlich er ist, abgelesen an der simulierten Kurve aller Risiken zusammen
paper-no-curve = Die Risikobereitschaft nennt keine Kurve.
paper-loss-of = Verlust von mehr als, { $currency }
paper-tolerated = Höchstens angenommen
paper-found = Gefunden
paper-verdict = Urteil
paper-kept = eingehalten
paper-not-kept = nicht eingehalten
paper-met = erreicht, { $points } darüber
paper-short = { $points } zu wenig
paper-close = zu knapp für ein Urteil
paper-none-required = nichts gefordert
paper-ladder = Befugnisse
paper-ladder-caption = Wer wie viel tragen oder bewilligen darf, die kleinste Befugnis zuerst
paper-no-ladder = Die Risikobereitschaft nennt keine Befugnisse.
paper-mandate-holder = Wer
paper-accepts = Trägt bis zu, { $currency }
paper-at-percentile = Am Perzentil
paper-funds = Bewilligt bis zu, { $currency }
paper-objectives-caption = Wie sicher jedes Ziel heute ist
paper-band = Band
paper-band-note = ± ist der Fehler der Simulation. Das Band ist, was nicht bekannt ist: In 9 von 10 Welten, die die Schätzungen zulassen, liegt die Sicherheit darin.
paper-estimates = Schätzungen
paper-estimates-n = { $n } gegeben
paper-mean = Mittlerer Verlust im Jahr, { $currency }
paper-tail = Rand
paper-total-caption = Wahrscheinlichkeit, in einem Jahr mehr als einen Betrag zu verlieren, alle Risiken zusammen
paper-risks-caption = Risiken nach mittlerem Verlust, mit Perzentilen des Jahresverlusts, in { $currency }
paper-risks-note = P95 wird in einem von zwanzig Jahren überschritten. Perzentile einzelner Risiken summieren sich nicht. Die Spalte Rand ist der Anteil am mittleren Verlust im schlimmsten Zwanzigstel der Jahre, alle Risiken zusammen. ≈ steht vor einem Mittel, das mehr als eine geschlossene Formel braucht.
paper-no-risks = Noch kein Risiko hat eine Zahl.
paper-hidden-risks = { $n } weitere zählen in jeder Summe mit und werden hier nicht genannt.
paper-hidden-unknown = { $n } weitere sind unbekannt und werden hier nicht genannt.
paper-risks-unknown = Risiken ohne Zahl
paper-risks-unknown-caption = Risiken, deren Verlust unbekannt ist
paper-risks-all-known = Jedes offene Risiko, das Sie sehen dürfen, hat eine Zahl.
paper-lacks = Was fehlt
paper-missing = Was fehlt
paper-missing-note = Eine Maßnahme, die keine Wirkung angibt, zählt nicht, und eine Behandlung ohne Wirkung bringt nichts: Das heißt nicht, dass sie nutzlos ist.
paper-missing-caption = Einträge, denen etwas für die Zahlen fehlt
paper-nothing-missing = Nichts fehlt.
paper-decided = Beschlossen
paper-proposed = Vorgeschlagen
paper-done = Erledigt
paper-no-treatments = Es gibt keine.
paper-plan-counted = Beschlossen: { $decided }, für { $cost } im ersten Jahr; über ihrem Termin: { $late }. Vorgeschlagen: { $proposed }, für { $more }. Erledigt: { $done }.
paper-untreated = { $n } von { $all } offenen Risiken haben keine offene Behandlung und sind nicht angenommen.
paper-what-caption = { $which }: was getan wird, von wem, bis wann
paper-costs-caption = { $which }: Kosten und vorhergesagte Wirkung jeder für sich
paper-treats = Behandelt
paper-option = Möglichkeit
paper-due = Bis
paper-no-date = kein Termin
paper-not-stated = nicht angegeben
paper-cost-once = Einmal, { $currency }
paper-cost-yearly = Jährlich, { $currency }
paper-cost-year = Kosten im Jahr, { $currency }
paper-effort = Personentage
paper-saves = Spart im Jahr, { $currency }
paper-gain = Gewinn an Sicherheit
paper-gain-of = Bei
paper-no-objective-moves = Kein Ziel bewegt sich.
paper-effect-note = Der Gewinn an Sicherheit ist der des Ziels, das sich am meisten bewegt.
paper-agreed = Entscheidungen und Zustimmungen
paper-agreed-note = Risikoverantwortliche stimmen dem Plan zu und nehmen an, was bleibt. Was niemand gesagt hat, steht als noch nicht zugestimmt.
paper-decisions = Entscheidungen
paper-decisions-caption = Wer über jede Behandlung entschied
paper-decision = Entscheidung
paper-approval = Zustimmung
paper-risk-owner = Risikoverantwortlich
paper-risk-owners = Risikoverantwortliche
paper-risk-owners-caption = Was jede und jeder Risikoverantwortliche sagte
paper-treatments = Behandlungen
paper-approves-plan = Stimmt der Behandlung zu
paper-accepts-rest = Nimmt an, was bleibt
paper-not-yet-approved = noch nicht zugestimmt
paper-approved-by = { $who } stimmte am { $on } zu ({ $key })
paper-rejected-by = { $who } lehnte am { $on } ab ({ $key })
paper-asked-of = { $who } wurde gefragt ({ $key }): noch nicht zugestimmt
paper-accepted-without-vote = angenommen, ohne aufgezeichnete Stimme
paper-decided-by = { $who }, { $on } ({ $key })
paper-not-chosen = in { $key } abgewogen und nicht gewählt
paper-to-be-decided = zu entscheiden in { $key }
paper-no-decision = keine Entscheidung aufgezeichnet
paper-question = Die Frage
paper-decider = Entscheidet
paper-mandate = Befugnis
paper-no-mandate = keine aufgezeichnet
paper-mandate-covers = darf bis { $amount } bewilligen: deckt jede Möglichkeit
paper-mandate-beyond = darf bis { $amount } bewilligen: eine Möglichkeit kostet mehr
paper-decided-on = Entschieden am
paper-taken = Diese Entscheidung ist gefallen
paper-taken-note = Die Zahlen sind die des gezeigten Augenblicks, nicht die, die das Gremium sah. Dafür zeigen Sie einen früheren Augenblick.
paper-options = Möglichkeiten
paper-options-caption = Die Möglichkeiten nebeneinander; Sicherheit von: { $objective }
paper-options-note = „Lohnt sich“ sagt, wie wahrscheinlich die Möglichkeit ihre jährlichen Kosten überhaupt wert ist, bei allem, was nicht bekannt ist.
paper-no-options = Keine Möglichkeit ist aufgezeichnet.
paper-first-year = Erstes Jahr, { $currency }
paper-pays = Lohnt sich
paper-pays-in-a-year = Lohnt sich in einem Jahr
paper-option-without-treatments = Sie nennt keine Behandlungen, sodass ihre Wirkung unbekannt ist.
paper-option-abandoned = { $key } ist nicht mehr offen, sodass die Wirkung unbekannt ist.
paper-done-already = Schon erledigt und so in jeder Möglichkeit mitgezählt: { $keys }.
paper-recommendation = Empfehlung
paper-chosen = Gewählt
paper-no-rationale = Noch keine ist aufgezeichnet.
paper-dissent = Andere Meinungen
paper-no-dissent = keine aufgezeichnet
paper-act = Vorgang
paper-mean-short = Mittel
paper-effect-unknown = keine Wirkung angegeben, oder ein Risiko hat keine Zahl
paper-tails-refused = Perzentile von { $keys } sind unbekannt: Was diese Risiken deckt oder bewegt, teilen sie mit anderen, sodass das exakte Verfahren sie nicht trennen kann. In der gemeinsamen Simulation zählen sie mit.
paper-losses-caption = Wahrscheinlichkeit, in einem Jahr mehr als einen Betrag zu verlieren, heute und mit jeder Möglichkeit: { $objective }
paper-drag = kostet { $points } (± { $error })
paper-uncertain = Was unsicher ist
paper-band-says = In 9 von 10 Welten, die die Schätzungen zulassen, liegt die heutige Sicherheit zwischen { $low } und { $high }.
paper-one-estimate = beruht auf einer Schätzung, vom { $day }
paper-nothing-uncertain = Kein Ziel, das Sie sehen dürfen, ist berührt; darum lässt sich nichts sagen.
paper-resources = Zuteilung
paper-resources-caption = Geld und Menschen, die die Entscheidung bewegt
paper-no-resources = Keine Zuteilung ist aufgezeichnet.
paper-from = Von
paper-to = An
paper-period = Zeitraum
paper-annex = Anhang
paper-by-objective = Nach Zielen
paper-by-objective-caption = Sicherheit jedes Ziels, das eine Möglichkeit berührt
paper-predicted = Bei Vorbereitung vorhergesagt
paper-option-costs = Möglichkeiten, Kosten
paper-option-costs-caption = Woraus jede Möglichkeit besteht, was sie im Jahr kostet und spart
