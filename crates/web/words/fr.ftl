# Ce que disent les pages en français.

## Partout
unknown = inconnu
optional = facultatif
nothing = rien
more = Plus
add = Ajouter :
add-another = Ajouter un autre
remove = Retirer :
cancel = Annuler
close = Fermer
choose = Choisir …
why = pourquoi ?
how-computed = Comment est-ce calculé ?
reload = Recharger
and-more = et { $n } autres

## Cadre
skip = Aller au contenu
areas = Domaines
crumbs = Vous êtes ici
find = Trouver ou faire
account = Connecté en tant que
sign-out = Se déconnecter
changed-by = {"{who}"} a modifié quelque chose ici.
changed-many = {"{n}"} modifications depuis le chargement de cette page.

## Le moment montré
as-of = état au
as-of-now = état actuel
as-of-day = Montrer l’état à la fin du
as-of-show = Montrer
as-of-previous = Un acte plus tôt
as-of-next = Un acte plus tard
as-of-back = Revenir à maintenant
as-of-banner = Vous voyez l’état au { $moment }. Rien ne peut être modifié ici.

## Palette et touches
palette-title = Trouver ou faire
palette-hint = Une clé, un titre ou ce que vous voulez faire
palette-answers = Réponses
palette-help = Tapez pour chercher ; les flèches déplacent, Entrée ouvre.
palette-none = Rien trouvé. Entrée cherche partout.
palette-some = {"{n}"} trouvés
palette-failed = La recherche ne répond pas. Entrée ouvre la page de recherche.
keys-title = Touches
keys-find = trouver ou faire
keys-filter = aller au filtre
keys-down = ligne suivante
keys-up = ligne précédente
keys-open = ouvrir la ligne
keys-edit = modifier la ligne sur place
keys-select = sélectionner la ligne
keys-new = nouvel enregistrement
keys-submit = enregistrer le formulaire
keys-close = fermer ou quitter le champ
keys-help = montrer ces touches

## Registres
filter = Filtre
filter-apply = Appliquer
filter-examples = Essayez
columns = Colonnes
columns-show = Montrer celles-ci
column-unnamed = Actions
views = Vues enregistrées
view-save = Enregistrer cette vue
export = Exporter
select-all = Sélectionner toutes les lignes
select-row = Sélectionner { $key }
table-empty = Rien ne correspond.
pages = Pages
pager-previous = Précédents
pager-next = Suivants
bulk = Que faire des lignes sélectionnées
bulk-one = 1 sélectionné
bulk-many = {"{n}"} sélectionnés
bulk-some = Sélection :
bulk-none = Ne rien sélectionner

## Formulaires
errors-title = { $n ->
    [one] Un point à corriger
   *[other] { $n } points à corriger
}
form-leave = Ce que vous avez écrit n’est pas enregistré. Quitter quand même ?
form-reason = Pourquoi cette modification ?
form-reason-help = Conservé avec la modification, pour qui le demandera plus tard.
markdown = Markdown est possible ici.
range-low = Bas
range-high = Haut
range-help = De sorte que trouver la vraie valeur en dehors ne vous surprendrait qu’une fois sur dix.
reference-hint = Clé ou titre

## Étapes
step-not-possible = impossible pour l’instant
step-why-not = Impossible pour l’instant.

## Certitude
certainty-unknown = Certitude inconnue
certainty-value = certain à { $value }
certainty-band = entre { $low } et { $high }
certainty-need = { $need } exigés

## Actes
act-via = par { $way }
became = est devenu

## Jours et unités
day-today = aujourd’hui
day-tomorrow = demain
day-yesterday = hier
day-in-days = dans { $n } jours
day-in-weeks = dans { $n } semaines
day-days-ago = il y a { $n } jours
day-weeks-ago = il y a { $n } semaines
unit-thousand = k
unit-million = M
unit-billion = Md
