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
