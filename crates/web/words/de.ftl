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

## Risk: the loss of a year
loss-title = Verlust in einem Jahr
loss-chart = Wahrscheinlichkeit, im Jahr mehr als einen Betrag zu verlieren
loss-across = Verlust im Jahr, { $currency }
loss-up = Wahrscheinlichkeit, mehr zu verlieren
loss-today = heute, geprüfte Maßnahmen
loss-today-bare = heute
loss-before = ohne Maßnahmen
loss-after = mit dem Beschlossenen
loss-sentence = Im Mittel { $mean } im Jahr; jedes zwanzigste Jahr kostet mehr als { $bad }.
loss-sentence-rare = Im Mittel { $mean } im Jahr; in { $any } der Jahre tritt überhaupt etwas ein.
loss-figures = Zahlen zum Verlust in einem Jahr
loss-figure = Zahl
loss-mean = Mittel im Jahr
loss-any = Wahrscheinlichkeit irgendeines Verlusts im Jahr
loss-one-in = Überschritten in 1 von { $n } Jahren
loss-shortfall = Mittel der schlimmsten 5 % der Jahre
loss-between = { $low } bis { $high }
loss-band-note = Klein gesetzt und als schattiertes Band: wo die Zahl in 90 % der Fälle liegt, die das Unbekannte zulässt.
loss-method = { $how }, Modell { $version }, { $worlds } Welten, Startwert { $seed }, Eingaben { $hash }…; Wahrscheinlichkeiten auf { $error } Prozentpunkte genau, abgesehen vom Band.
loss-method-exact = Exaktes Verfahren auf einem Gitter von { $grid } Punkten
loss-method-simulation = Simulation von { $years } Jahren in jeder Welt
loss-method-mean = Das Mittel ist eine geschlossene Formel.
loss-method-mean-quick = Das Mittel ist das der Welten, auf etwa ein Prozent genau.
loss-method-mean-estimated = Das Mittel ist eine geschlossene Formel, außer für das, was die Versicherung zahlt; auf wenige Prozent genau.
loss-tolerance-note = Was geduldet wird, gilt für den Jahresverlust der ganzen Organisation. Ein Risiko darüber bricht es allein; eines darunter vielleicht mit anderen zusammen.
loss-no-tolerance = Keine Risikobereitschaft ist in Kraft; nichts sagt, wie viel Verlust geduldet wird.
loss-shared-limit = Eine hier gezählte Versicherung hat ein Limit, das andere Risiken teilen; es zählt hier, als gälte es diesem Risiko allein.
loss-unknown = Wie viel das kosten kann, ist unbekannt: Niemand hat eine Schätzung abgegeben, die zählt. Die erste dauert fünf Minuten.
loss-unknown-ask = Wie viel das kosten kann, ist unbekannt: Niemand hat eine Schätzung abgegeben, die zählt. Wer das Risiko trägt, kann darum bitten.
loss-reproduce = Nachrechnen
loss-reproduce-how = Die Datei enthält das Modell dieses Risikos allein; SHA-256 ihrer Bytes ist der Hash der Eingaben. Gleiches Modell, Startwert, Welten und Gitter ergeben dieselben Zahlen bis aufs letzte Bit.
loss-command = Befehl
drags-title = Ziele, die es aufhält
drags-by = ohne es { $points } sicherer (± { $error })
drags-unknown = unbekannt: dem Risiko oder dem Ziel fehlt, was es zum Rechnen braucht
drags-note = Aus der gemeinsamen Simulation aller Risiken, wie auf der Seite des Ziels; Gewinne addieren sich nicht.
loss-command-exact = Das exakte Verfahren des Befehls mittelt über alles Unbekannte auf einmal statt über Welten; seine Perzentile stimmen nahezu und nicht bitgenau überein, sein Mittel ist dasselbe.
loss-settings = Einstellungen
loss-model-file = Modell als JSON
often-never = nie
often-times = { $n }-mal im Jahr
often-once = einmal in { $years } Jahren
often-between = { $low } bis { $high }; { $least } bis { $most } Wahrscheinlichkeit im Jahr
risk-estimate = Selbst schätzen
pool-title = Wer was schätzt
pool-together = alle zusammen
pool-desc = Jede Linie ist ein 90-%-Bereich mit seinem Mittel.
pool-often = Wie oft: Schadensereignisse im Jahr
pool-often-across = Schadensereignisse im Jahr
pool-cost = Wie viel: Verlust eines Ereignisses
pool-cost-across = Verlust eines Ereignisses, { $currency }
pool-estimate = Schätzung von
pool-made = Erstellt
pool-confidence = Vertrauen
pool-note = Jede Schätzung wiegt gleich; die Zahlen glauben jeweils einer, so bleibt Uneinigkeit im Band sichtbar.
protects-title = Was davor schützt
protects-nothing = Keine wirksame Maßnahme behandelt dieses Risiko.
protects-control = Maßnahme
protects-effect = Solange sie wirkt
protects-to = { $factor } sinkt auf { $low }–{ $high }
protects-coverage = Deckt ab
protects-all = alles
protects-reliability = Wirkt
protects-runs =
    { $n ->
        [0] nie geprüft
        [one] eine Prüfung
       *[other] { $n } Prüfungen
    }
protects-removes = Nimmt im Jahr weg
protects-note = Um wie viel der mittlere Jahresverlust ohne die einzelne Maßnahme höher wäre. Sie schützen dasselbe, darum addieren sich die Beträge nicht.
treats-title = Was dagegen getan wird
treats-treatment = Behandlung
treats-once = Kostet einmalig
treats-yearly = Kostet im Jahr
treats-removes = Nähme im Jahr weg
treats-counted = oben gezählt
treats-note = Vorhersage: um wie viel der mittlere Jahresverlust dieses Risikos mit der einzelnen Behandlung sänke.

## Workbench
bench-title = Schätzen
bench-lede = Wie oft, und was es kostet:
bench-is-new = Sie haben dieses Risiko noch nicht geschätzt. Niemand sieht Ihre Schätzung, bevor sie abgegeben ist.
bench-is-sealed = Ihre versiegelte Schätzung vom { $on }; nur Sie sehen sie.
bench-is-given = Beginnt mit Ihrer Schätzung vom { $on }; eine neue tritt an ihre Stelle.
bench-no-person = Ihr Konto ist mit keiner Person verbunden, darum kann keine Schätzung Ihre sein. Die Administration kann das ändern; bis dahin können Sie hier Zahlen ausprobieren.
bench-past = Geschätzt wird jetzt, nicht in der Vergangenheit.
bench-record = { $risk }, von { $by }, { $on }
bench-frequency = Häufigkeit von Schadensereignissen
bench-primary = Unmittelbarer Verlust
bench-secondary = Folgeverlust
bench-secondary-help = Auf manche Ereignisse reagieren andere: Aufsicht, Kundschaft, Presse. Wie oft, und was das dann kostet.
bench-secondary-half = Folgen brauchen beides: wie oft andere reagieren und mindestens einen Verlust daraus.
bench-assumes = Maßnahmen in den Belegen
bench-assumes-help = Kreuzen Sie an, was in Kraft war, als die Ereignisse geschahen oder ausblieben, an die Sie denken. Die Wirkung wird zuerst herausgerechnet, damit nichts doppelt zählt. Haben Sie sich eine Welt ohne Maßnahmen vorgestellt, kreuzen Sie nichts an.
bench-no-controls = Keine wirksame Maßnahme behandelt dieses Risiko.
bench-grounds = Gründe
bench-confidence = Wie sehr vertrauen Sie ihr?
bench-confidence-help = Das ändert keine Zahl; ein weiter Bereich schon.
bench-source = Woher kommen die Bereiche?
bench-source-help = Vorfälle, Schadensmeldungen, eine Übung, ein Gespräch.
bench-way = Wie möchten Sie es sagen?
bench-way-once = Einmal in so vielen Jahren
bench-way-percent = Wahrscheinlichkeit im Jahr
bench-way-rate = Ereignisse im Jahr
bench-way-evidence = Gesehen in Jahren der Beobachtung
bench-way-threat = Versuche, und wie viele gelingen
bench-once-low = Seltenstens: einmal in … Jahren
bench-once-high = Häufigstens: einmal in … Jahren
bench-percent-a-year = % im Jahr
bench-a-year = im Jahr
bench-evidence-help = Auch null Ereignisse sind eine ehrliche Antwort.
bench-events = Ereignisse
bench-observed = Jahre der Beobachtung
bench-tef = Häufigkeit von Bedrohungsereignissen
bench-susc = Anfälligkeit: der Anteil, der gelingt
bench-times = { $low }- bis { $high }-mal im Jahr
bench-forms = { $n } von { $m } Formen angegeben
bench-form-productivity = Nicht getane Arbeit, entgangener Umsatz.
bench-form-response = Bewältigung des Ereignisses: Leute, Fachkräfte, Überstunden.
bench-form-replacement = Ersatz dessen, was verloren oder zerstört ist.
bench-form-fines-and-judgements = Bußgelder, Vergleiche, Urteile.
bench-form-competitive-advantage = An andere verlorener Vorsprung.
bench-form-reputation = Verlorenes Vertrauen: Kundschaft, die geht, teurerer Kredit.
bench-both-ends = Geben Sie beide Enden des Bereichs an.
bench-no-number = Eine Zahl wird erwartet, gefunden „{ $found }“.
bench-bounds = Erwartet: { $least } bis { $most }.
bench-reversed = Das untere Ende liegt über dem oberen.
bench-reversed-once = Das Seltenste braucht mindestens so viele Jahre wie das Häufigste.
bench-too-wide = Ein so weiter Bereich sagt nichts; verengen Sie ihn.
bench-whole = Eine ganze Zahl von Ereignissen wird erwartet.
bench-to-mend =
    { $n ->
        [one] Ein Bereich ist unmöglich.
       *[other] { $n } Bereiche sind unmöglich.
    } Die Kurve zeigt den letzten möglichen Stand.
bench-incomplete = Geben Sie an, wie oft es geschieht, und mindestens einen Verlust: Hier erscheint die Kurve.
bench-impossible = Das lässt sich nicht berechnen: { $why }
bench-event = Ein Ereignis kostet { $low } bis { $high }, im Mittel { $mean }.
bench-together = mit den Schätzungen der anderen
bench-together-says = Zusammen mit den Schätzungen der anderen: im Mittel { $mean } im Jahr.
bench-quick = Weniger Welten als auf der Seite des Risikos, damit es beim Ziehen antwortet.
bench-drag = ziehen
bench-give = Abgeben
bench-save = Versiegelt speichern
bench-show = Zeigen
did-given = Ihre Schätzung ist abgegeben.
did-sealed = Ihre Schätzung ist gespeichert; nur Sie sehen sie, bis Sie sie abgeben.
## Vom Ziel zur Entscheidung
rail-begin = Anfangen
begin-title = Anfangen: vom Ziel zur Entscheidung
begin-lede = Acht kleine Schritte, etwa zehn Minuten. Sie können jederzeit aufhören: Wo Sie stehen, ergibt sich aus dem, was aufgezeichnet ist.
begin-invitation = Wie sicher erreichen Sie, worauf es ankommt, und was würde Sie für das Geld sicherer machen? Acht kleine Schritte führen zu einer ersten Entscheidung.
begin-go = Anfangen
begin-home = Startseite
begin-done = erledigt
begin-optional = kann entfallen
begin-skipped = übersprungen
begin-under-way = im Gange
begin-profile-micro = weniger als 10
begin-profile-small = 10 bis 49
begin-profile-medium = 50 bis 249
begin-profile-large = 250 oder mehr
begin-not-yours = Ihre Rollen erlauben Ihnen nicht, das aufzuzeichnen. Fragen Sie jemanden, dessen Rollen es erlauben, oder die Administration.
begin-finished = Entschieden.
begin-finished-next = Die Entscheidung, ihre Optionen und ihr Grund bleiben, wie sie waren. Als Nächstes: tun, was entschieden wurde, prüfen, ob es wirkt, und das nächste Risiko angehen.
begin-see-decision = Entscheidung ansehen
begin-another = Ein weiteres Risiko
begin-step-you = Sie und die Organisation
begin-step-objective = Ein Ziel
begin-step-risk = Ein Risiko, das es bedroht
begin-step-control = Was schon dagegen getan wird
begin-step-estimate = Ihre Schätzung
begin-step-second = Eine zweite Schätzung
begin-step-treatment = Was getan werden könnte
begin-step-decision = Die Entscheidung
begin-about-you = Jede Aufzeichnung nennt, wer dafür einsteht, und jeder Betrag eine Währung.
begin-about-objective = Sagen Sie, was erreicht werden muss, welcher Verlust im Jahr darauf entfallen darf und wie sicher Sie sein müssen, darunter zu bleiben. Das Ziel gehört Ihnen, bis Sie es übergeben.
begin-about-risk = Nennen Sie eine Sache, die schiefgehen könnte, von der Ursache bis zum Verlust. Was Ihnen zuerst einfällt, ist ein guter Anfang.
begin-about-control = Etwas, das verhindert, dass es geschieht oder so viel kostet. Nichts, oder unsicher? Lassen Sie es weg: Was nicht angegeben ist, zählt nicht.
begin-about-estimate = Zwei Spannen, so weit, dass es Sie nur einmal von zehn Malen überraschte, die Wahrheit außerhalb zu finden. Weit ist in Ordnung: So viel wissen Sie.
begin-about-second = Zwei sehen mehr als einer. Wer gefragt wird, sieht Ihre Zahlen nicht, und Ihre bleiben versiegelt, bis die anderen da sind.
begin-about-treatment = Eine Sache, die getan werden könnte, was sie kostet und was sie übrig ließe. Nichts zu tun ist immer auch eine Option; kommen Sie hierher zurück, um mehrere abzuwägen.
begin-about-decision = Die Optionen nebeneinander. Was Sie wählen und warum, wird mit allem aufbewahrt, was Sie wussten.
begin-submit-you = Das bin ich
begin-submit-objective = Ziel vereinbaren
begin-submit-risk = Risiko aufzeichnen
begin-submit-control = Das gibt es
begin-submit-estimate = Meine Schätzung abgeben
begin-submit-second = Weiter
begin-submit-treatment = Das abwägen
begin-submit-decision = Entscheiden
begin-submit-ask = Zur Entscheidung vorlegen
begin-reason-you = Erste Schritte: wer hier ist
begin-reason-objective = Erste Schritte: ein Ziel
begin-reason-risk = Erste Schritte: ein Risiko, das es bedroht
begin-reason-control = Erste Schritte: was schon getan wird
begin-reason-estimate = Erste Schritte: eine Schätzung
begin-reason-second = Erste Schritte: eine zweite Schätzung
begin-reason-treatment = Erste Schritte: was getan werden könnte
begin-reason-decision = Erste Schritte: die Entscheidung
begin-skip-control = Noch nichts, oder unsicher: weiter
begin-skip-second = Mit einer Schätzung weiter
begin-take-second = Diesen Schritt jetzt gehen
begin-take-control = Diesen Schritt jetzt gehen
begin-take-treatment = Diesen Schritt jetzt gehen
begin-more-second = Noch jemanden fragen
begin-more-control = Noch eine
begin-more-treatment = Eine weitere Option abwägen
begin-ask-instead = Lieber jemanden fragen
begin-look-again = Niemand da? Selbst noch einmal hinsehen, von außen
begin-choose-risk = Diese Risiken sind schon aufgezeichnet. Die mit dem größten Verlust im Jahr, so wie sie geschätzt sind, stehen vorn; welches sehen Sie sich an?
begin-new-risk = Keines davon: ein neues Risiko
begin-invited = Die Person ist gefragt und hat ein Konto. Geben Sie ihr diesen Link: Er meldet sie einmal an und führt zum Formular. Er wird nur dieses eine Mal gezeigt.
begin-asked = Die Person ist gefragt; es steht in ihrer Woche.
begin-waits = Gefragt und noch nicht abgegeben:
begin-waits-sealed = Ihre Zahlen bleiben versiegelt, bis die anderen da sind. Sie können inzwischen weitermachen.
begin-replaced = aufbewahrt; eine neuere zählt an ihrer Stelle
begin-lands = { $share } des Verlusts entfallen auf das Ziel
begin-tolerates = höchstens { $most } im Jahr, zu { $certain } sicher
begin-name = Ihr Name
begin-name-help = So wie man Sie kennt.
begin-currency = Währung
begin-currency-help = Drei Buchstaben, etwa EUR. Alle Beträge stehen darin.
begin-profile = Wie viele dort arbeiten
begin-profile-help = Danach richtet sich, was erwartet wird: Ein Betrieb mit fünf Leuten braucht keinen Ausschuss.
begin-objective = Was erreicht werden muss
begin-objective-help = Ein paar Worte, etwa „Bestellungen gehen binnen eines Tages hinaus“.
begin-statement = Was das bedeutet
begin-statement-help = Ein Satz, den Außenstehende verstehen.
begin-tolerance = Verlust im Jahr, der darauf entfallen darf
begin-tolerance-help = Darüber würden Sie sagen, das Ziel sei verfehlt.
begin-certainty = Wie sicher Sie sein müssen
begin-certainty-help = 95 % heißt: Eines von zwanzig Jahren darf schlimmer sein.
begin-risk = Das Risiko in ein paar Worten
begin-risk-help = Etwa „Erpressungssoftware legt das Lager lahm“.
begin-scenario = Was geschieht
begin-scenario-help = Wer oder was, durch welche Schwäche, mit welchem Verlust: zwei Sätze.
begin-share = Anteil des Verlusts, der auf das Ziel entfällt
begin-share-help = Alles, sofern nicht andere einen Teil tragen.
begin-control = Was getan wird
begin-control-help = Etwa „Sicherungen ohne Netz, jedes Quartal zurückgespielt“.
begin-done-how = Wie
begin-done-how-help = So, dass jemand anders es tun könnte.
begin-works = Was sie ändert
begin-works-help = Das, was sie am meisten ändert.
begin-works-often = Wie oft es geschieht
begin-works-much = Was ein Mal kostet
begin-leaves = Was übrig bleibt, wenn sie wirkt
begin-leaves-help = Von 100 solchen Ereignissen, oder 100 an Verlust, bleiben so viele.
begin-said = Wie oft: ich sage es als
begin-said-help = So, wie Sie es aussprechen würden; es wird genau umgerechnet.
begin-said-years = einmal in so vielen Jahren
begin-said-percent = Wahrscheinlichkeit im Jahr
begin-said-times = Male im Jahr
begin-said-seen = was wir gesehen haben
begin-years = Einmal in
begin-years-help = Unten die kürzeste Zeit, oben die längste.
begin-percent = Wahrscheinlichkeit für mindestens eines im Jahr
begin-percent-help = Nicht dasselbe wie einmal in so vielen Jahren: 5 % im Jahr sind einmal in 19,5 Jahren.
begin-times = Male im Jahr
begin-times-help = Darf unter 1 liegen.
begin-events = Male, die es geschah
begin-events-help = 0 ist eine ehrliche Antwort.
begin-observed = In wie vielen Jahren
begin-observed-help = So weit zurück, wie Sie es bemerkt hätten.
begin-unit-years = Jahre
begin-unit-percent = % im Jahr
begin-unit-times = im Jahr
begin-unit-events = Ereignisse
begin-loss = Wie viel jedes Mal
begin-loss-help = Alles, was ein solches Ereignis Sie kostet: verlorene Arbeit, Bewältigung, Wiederherstellung, Bußgelder.
begin-form = Vor allem
begin-form-help = Der größte Teil davon.
begin-confidence = Wie sehr Sie Ihren Zahlen trauen
begin-confidence-help = Hoch nur, wo Daten dahinterstehen.
begin-source = Woher sie kommen
begin-source-help = Was Sie wissen, gesehen oder gelesen haben. Wer später hinsieht, wird fragen.
begin-counted = Meine Zahlen gelten für die Welt mit diesen Maßnahmen
begin-counted-help = Damit ihre Wirkung nicht doppelt zählt.
begin-replace = Meine Schätzung tritt an die Stelle der importierten
begin-replace-help = Die Stufen des Registers wurden zu weiten Spannen von geringer Verlässlichkeit; sie bleiben aufgezeichnet.
begin-other = Wen Sie fragen
begin-other-help = Jemanden, der das Risiko von einer anderen Seite sieht. Der Name genügt.
begin-login = Anmeldename
begin-login-help = Etwa die E-Mail-Adresse. Damit gibt es ein Konto und einen Link, den Sie weitergeben; ohne ihn nennen Sie jemanden, der sich schon anmelden kann.
begin-way = Was für eine Sache es ist
begin-way-help = Das Risiko zu tragen braucht keinen Eintrag: Nichts zu tun wird ohnehin abgewogen.
begin-way-mitigate = seltener oder billiger machen
begin-way-transfer = versichern
begin-way-avoid = die Ursache abstellen
begin-treatment = Was getan wird
begin-treatment-help = Etwa „Zweite Sicherung an einem anderen Ort“.
begin-once = Einmalig bezahlt
begin-once-help = Nur Geld; leer lassen, wo keines fließt.
begin-yearly = Jedes Jahr bezahlt
begin-yearly-help = Bei einer Versicherung: die Prämie.
begin-will-work = Was es ändern würde
begin-will-work-help = Das, was es am meisten ändern würde.
begin-will-work-often = Wie oft es geschieht
begin-will-work-much = Was ein Mal kostet
begin-will-leave = Was es übrig ließe
begin-will-leave-help = Von 100 solchen Ereignissen, oder 100 an Verlust, blieben so viele. Wieder eine 90-%-Spanne.
begin-retention = Was Sie von jedem Ereignis tragen
begin-retention-help = Der Selbstbehalt.
begin-limit = Das Meiste, was sie im Jahr zahlt
begin-limit-help = Leer lassen, wo es keine Grenze gibt.
begin-chosen = Gewählt
begin-chosen-help = Eine der Optionen oben.
begin-rationale = Warum
begin-rationale-help = Ein Satz, den Sie in einem Jahr noch verstehen.
begin-decider = Wer entscheidet
begin-decider-help = Jemand, dessen Mandat das deckt.
begin-role = Ihre Rolle
begin-role-help = Das Mandat gehört der Rolle, damit es überdauert, wer sie innehat.
begin-role-default = Geschäftsführung
begin-role-purpose = Steht für die Organisation ein und entscheidet über ihre Risiken.
begin-accept = Jahresverlust eines Risikos, den sie tragen darf
begin-accept-help = Gelesen am 95. Perzentil: der Verlust eines von zwanzig Jahren.
begin-fund = Das Meiste, was sie für eine Entscheidung ausgeben darf
begin-fund-help = Im ersten Jahr.
begin-appetite = Risikobereitschaft und Mandate
begin-appetite-statement = Wer wie viel Verlust tragen und wie viel für eine Entscheidung ausgeben darf. Die erste Stufe wurde mit der ersten Entscheidung gesetzt.
begin-by-mandate = Sie entscheiden das innerhalb Ihres Mandats. Die Entscheidung sagt, welches es ist.
begin-first-mandate = Noch hat niemand ein Mandat; Sie setzen hier als Verantwortliche oder Verantwortlicher das erste: welche Rolle wie viel tragen und ausgeben darf. In einer Organisation mit weniger als fünfzig Leuten steht Ihre eigene, datierte Durchsicht für ein zweites Augenpaar. Beides wird aufgezeichnet, damit alle es sehen können.
begin-ask-decider = Sie haben dafür kein Mandat. Sie bereiten die Entscheidung vor, und jemand mit Mandat entscheidet.
begin-nothing = Nichts tun
begin-option = Option
begin-options = Optionen
begin-option-cost = Kosten im ersten Jahr
begin-option-certainty = Sicherheit des Ziels
begin-costs-nothing = keine
begin-question = Was tun wir gegen „{ $risk }“?
begin-first-year = erstes Jahr
begin-outside-view = zweiter Blick, von außen
begin-estimate-title = { $risk }: { $by }
begin-said-as = Gesagt als { $said }: { $rate }.
begin-said-as-years = einmal in { $low } bis { $high } Jahren
begin-said-as-percent = eine Wahrscheinlichkeit von { $low } bis { $high } % im Jahr
begin-said-as-times = { $low } bis { $high } Mal im Jahr
begin-rate = { $low } bis { $high } Verlustereignisse im Jahr
begin-seen =
    { $k ->
    [one] ein Ereignis in { $t } Jahren
    *[other] { $k } Ereignisse in { $t } Jahren
    }
begin-factors = nach Versuchen und wie viele gelingen
begin-each = { $low } bis { $high } jedes Mal
begin-known = Was jetzt bekannt ist
begin-certain-of = Wie sicher sind wir bei: { $objective }?
begin-unknown-because = Unbekannt, weil:
begin-gap-objective = es noch kein vereinbartes Ziel gibt.
begin-gap-estimate = niemand geschätzt hat:
begin-gap-waits = die Schätzungen versiegelt sind, bis alle Gefragten abgegeben haben:
begin-gap-tolerance = das Ziel nicht sagt, welchen Verlust es trägt.
begin-gap-assessment = noch kein Risiko aufgezeichnet ist, das es bedroht.
begin-gap-effect = keine Wirkung angegeben ist:
begin-gap-currency = ein Betrag in einer anderen Währung steht:
begin-gap-treatment = keine Wirkung angegeben ist:
begin-gap-impossible = die Angaben sich nicht rechnen lassen:
begin-fault-empty = Bitte ausfüllen.
begin-fault-number = Eine Zahl wird erwartet.
begin-fault-percent = Eine Zahl von 0 bis 100 wird erwartet.
begin-fault-negative = 0 oder mehr wird erwartet.
begin-fault-order = Das untere Ende liegt über dem oberen.
begin-fault-both = Beide Enden ausfüllen.
begin-fault-choose = Eines wählen.
begin-fault-currency = Drei Buchstaben werden erwartet, etwa EUR.
begin-fault-years = Jahre über 0 werden erwartet.
begin-fault-times = Eine Zahl über 0 wird erwartet; was nie geschieht, braucht keine Schätzung.
begin-fault-events = Eine ganze Zahl wird erwartet, 0 oder mehr.
begin-fault-observed = Jahre über 0 werden erwartet.
begin-fault-outside = Sagen Sie, was Sie von außen angesehen haben: wie oft es anderen wie Ihnen geschieht und wo Sie es gelesen haben.
begin-fault-same-person = Das sind Sie. Fragen Sie jemand anderen, oder sehen Sie von außen noch einmal hin.
begin-fault-login = Ein Anmeldename ohne Leerzeichen wird erwartet, etwa eine E-Mail-Adresse.
begin-fault-mandate = Das kostet mehr, als das Mandat ausgeben darf.
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
trend-note = Jedes Monatsende ist aus dem berechnet, was damals bekannt war, mit einem Achtel der Jahre der heutigen Zahl.
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
options-matters-open = Welche Schätzung zählt, und was es wert ist, sie besser zu kennen
act = Handlung
through-suppliers = Was an Lieferanten hängt
through-note = Gewissheit, wenn durch den Lieferanten nichts geschehen könnte, und ohne die Maßnahmen, die er betreibt oder stellt
through-risks = Risiken über ihn
through-controls = Maßnahmen von ihm
lost-if-gone = Verlust ohne sie
pattern-library = Architekturmuster
pattern-library-about = Einmal durchdachte Entwürfe, gezeichnet mit dem heutigen Stand jeder ihrer Maßnahmen.
pattern-built-in = Mitgeliefert
pattern-ours = Unsere
pattern-none = Noch kein Muster erfasst. Übernehmen Sie eines von oben oder bringen Sie ein eigenes mit.
pattern-add = Eigenes mitbringen
pattern-add-note = als YAML oder als JSON der Bibliothek Open Security Architecture
pattern-text = Text des Musters
pattern-text-given = der angegebene Text
pattern-text-help = Jedes mitgelieferte Muster gibt es als YAML, als Beispiel. Ein Muster mit bereits übernommener Kennung erhält einen neuen Entwurf.
pattern-import = Übernehmen
pattern-areas = Bereiche
pattern-area = Bereich
pattern-controls = Maßnahmen
pattern-taken-as = Übernommen als
pattern-taken-from = Übernommen von
pattern-solution = Wie es funktioniert
pattern-assumptions = Was gelten muss
pattern-limits = Was es nicht löst
pattern-threats = Bedrohungen, denen es standhält
pattern-use = Dieses Muster verwenden
pattern-yaml = Als YAML
pattern-diagram = Diagramm
pattern-diagram-note = Maßnahmen nach ihrem Stand; jede führt zu dem, was man von ihr weiß
pattern-diagram-of = Diagramm von { $title }
pattern-desc = Bereiche: { $areas }. Maßnahmen: { $badges }. Die Tabelle darunter enthält alles.
pattern-connections = Verbindungen
pattern-number = Nr.
pattern-from = Von
pattern-to = Nach
pattern-flows = Was fließt
pattern-standing = Stand
pattern-behind = Unsere Maßnahmen
pattern-legend = { $what }: { $n }
pattern-is-passed = Bestanden
pattern-is-inherited = Geerbt
pattern-is-stale = Prüfung veraltet
pattern-is-planned = Geplant
pattern-is-never-run = Nie geprüft
pattern-is-no-test = Keine Prüfung festgelegt
pattern-is-failed = Durchgefallen
pattern-is-no-control = Keine Maßnahme
pattern-is-excluded = Ausgeschlossen
pattern-is-undetermined = Unbestimmt
pattern-is-withdrawn = Zurückgezogen
pattern-is-unknown = Unbekannt
pattern-also-undetermined = nichts sagt, ob es gilt
pattern-moved = { $was } wurde zurückgezogen und ging hierin auf
pattern-withdrawn-nowhere = { $was } wurde zurückgezogen; das Rahmenwerk nennt keinen Nachfolger
pattern-title = Titel
