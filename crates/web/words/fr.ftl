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

## Rail and areas
rail-home = Accueil
rail-week = Ma semaine
rail-context = Contexte
rail-risk = Risque
rail-governance = Gouvernance
rail-policy = Politique
rail-instruction = Instructions
rail-communication = Communication
rail-control = Mesures
rail-assurance = Assurance
rail-operations = Exploitation
rail-everywhere = Partout
rail-acts = Actes
rail-search = Recherche
question-context = Que gérons-nous ?
question-risk = À quel point sommes-nous sûrs d’atteindre nos objectifs ?
question-governance = Qui décide de ce qu’il faut faire ?
question-policy = Pourquoi le faisons-nous, et que faut-il respecter ?
question-instruction = Comment fait-on, là où le travail se fait ?
question-communication = Qui doit savoir, et à quel niveau ?
question-control = Que faisons-nous réellement ?
question-assurance = Comment le savons-nous ?
question-operations = Où cela rencontre-t-il le quotidien ?
question-everywhere = Qu’est-ce qui concerne tous les domaines ?
area-register = Registre
area-about = Contenu
area-open = Ouverts
area-draft = En préparation
area-overdue = Revue en retard

## Records
column-key = Clé
column-kind = Type
column-state = État
column-changed = Modifié
column-created = Enregistré
column-version = Version
column-edition = Édition
field-title = Titre
field-owner = Responsable
field-scope = Périmètre
field-next-review = Prochaine revue
field-tags = Étiquettes
field-tolerance = Tolérance
kind-objective = Objectif
kinds-objectives = Objectifs
group-keeping = Gestion
what-it-is = De quoi il s’agit
facts = Faits
acts = Actes
relations = À quoi cela sert
relations-none = Rien ne pointe encore ici, et cela ne pointe vers rien.
record-empty = Rien n’est encore indiqué ici.
register-empty = Rien ne correspond. Changez le filtre, ou créez le premier.
not-visible = non visible pour vous
n-not-visible = { $n } de plus que vous ne pouvez pas voir.
mode = le plus probable
yes = oui
no = non
new-kind = Nouveau : { $kind }
edit = Modifier
edit-record = Modifier { $title }
save = Enregistrer
back = Retour
reason = Raison
n-of-m = { $n } sur { $m }
view-open = Ouverts
view-all = Tous
step-not-yours = Vos rôles ne le permettent pas.
never-in-force = Ceci n’a jamais été en vigueur : rien ne s’y appuie encore.
edition-in-force = L’édition { $n } est en vigueur depuis le { $since }.
draft-differs = Ci-dessous, le projet qui en diffère.
draft-changes = Ce que le projet change
draft = projet
collided = Quelqu’un a modifié ceci pendant que vous écriviez. Sa modification est ci-dessous, la vôtre est toujours dans le formulaire. Enregistrez à nouveau pour garder la vôtre.
comments = Commentaires
comment = Commentaire
comment-send = Commenter
comment-help = Markdown ; @PER-3 mentionne une personne.
comment-empty = Un commentaire a besoin de mots.

## Approvals
approve = Approuver
reject = Refuser
waits-for = Sollicités :
votes = { $n } sur { $m } ont répondu
approvers = Personnes à solliciter
approvers-help = Toutes les personnes nommées doivent être d’accord. Nul n’approuve sa propre demande.
needs-approval = Cette étape exige l’approbation de cette version précise.
ask-for-approval = Demander l’approbation

## Acts
sealed = scellé : acte { $act } · { $at }
moment = { $at }, acte { $act }
act-number = acte { $n }
act-created = l’a enregistré
act-changed = a modifié
act-moved = l’a fait passer à : { $state }
act-touched = y a touché
act-not-yet = n’existait pas
act-changes =
    { $n ->
    [one] a modifié un enregistrement
    *[other] a modifié { $n } enregistrements
    }
act-changes-count = Enregistrements modifiés
act-what-changed = Ce qui a changé
act-proof = Preuve
act-hash = Empreinte de cet acte
act-previous = Empreinte de l’acte précédent
act-root = Racine de Merkle de ses modifications
act-earlier = L’acte précédent
act-moment = Tout, tel qu’il était alors
acts-about = Chaque modification, par qui et pourquoi. Rien n’est écrasé ; chaque acte est enchaîné au précédent.
nothing-changed = Rien n’a changé.
compare = Comparer
compare-from = Du (date ou acte)
compare-to = au
compare-n =
    { $n ->
    [one] Un enregistrement diffère
    *[other] { $n } enregistrements diffèrent
    } entre l’acte { $from } et l’acte { $to }.
someone = quelqu’un
the-system = le système
via-migrate = sans garde-fous
via-api = API
via-apply = fichiers
via-import = import
via-job = une tâche
via-demo = la démonstration
via-assistant = un assistant

## Home and week
home-title =
    { $n ->
    [one] Un objectif
    *[other] { $n } objectifs
    }, et notre certitude pour chacun
home-objectives-note = chance de rester dans la tolérance
home-certainty = Certitude
home-risks = Risques estimés
estimated-of = { $n } sur { $m }
home-first-objective = Énoncer le premier objectif
home-no-objective = Tout commence par un objectif : que faut-il atteindre, et avec quelle certitude ?
home-changed = Derniers changements
home-decide = À décider
home-nothing-to-decide = Rien n’attend de décision.
week-n =
    { $n ->
    [0] Rien ne vous est demandé.
    [one] Une chose vous est demandée.
    *[other] { $n } choses vous sont demandées.
    }
week-empty = Rien ne vous est demandé cette semaine.
week-what = Quoi
week-due = Échéance
overdue = en retard
asked-approve = Approuver ou refuser
asked-review = Revoir
asked-finish = Terminer

## Search and palette
search-found =
    { $n ->
    [one] Un enregistrement trouvé.
    *[other] { $n } enregistrements trouvés.
    }
search-nothing = Rien trouvé. Moins de mots, ou des mots plus courts, trouvent davantage.
palette-go = Aller à
palette-do = Faire
palette-search = Rechercher « { $q } »

## Bulk
bulk-edit = Modifier …
bulk-retire = Retirer …
bulk-edit-n = Modifier { $n } : { $kinds }
bulk-retire-n = Retirer { $n } : { $kinds }
bulk-help = Seuls les champs cochés sont modifiés, sur tous, en un seul acte.
bulk-set = Définir { $field }

## Accounts and signing in
sign-in = Se connecter
sign-in-help = Sans mot de passe, demandez un lien à usage unique à un administrateur.
sign-in-wrong = L’identifiant ou le mot de passe est erroné.
sign-in-wait = Trop d’essais. Attendez une minute.
enter-title = Bienvenue
enter-about = Ce lien vous connecte une seule fois.
enter = Entrer
login = Identifiant
password = Mot de passe
new-password = Nouveau mot de passe
password-help = 12 caractères ou plus. Les autres sessions se terminent.
you = Vous
person = Personne
roles = Rôles
organisations = Organisations
language = Langue
accounts = Comptes
accounts-about = Qui peut se connecter, en tant que qui, et ce que permettent les rôles.
account-add = Ajouter un compte
new-link = Nouveau lien à usage unique
link-once = Donnez ce chemin, à la suite de l’adresse du site, à la personne. Il n’est montré et ne fonctionne qu’une fois.
role-administrator = Administrateur
role-officer = Responsable sécurité
role-manager = Responsable
role-engineer = Ingénieur
role-auditor = Auditeur
role-board = Organe de direction
role-employee = Employé

## What was just done
did-created = Enregistré.
did-saved = Enregistré.
did-unchanged = Rien n’était différent, donc rien n’a été enregistré.
did-stepped = Fait.
did-asked = Les personnes nommées ont été sollicitées.
did-voted = Votre vote est enregistré.
did-commented = Commentaire enregistré.
did-retired = Retiré.
did-bulk = Fait pour tous.
did-password = Mot de passe défini ; les autres sessions sont terminées.
did-invited = Compte ajouté.
form-first-group = L’essentiel

## Rules
rail-rules = Règles
rules-rule = Règle
rules-where = Où
rules-finds = Ce qu’elle trouve
rules-since = Depuis
rules-n =
    { $n ->
    [0] Les règles ne trouvent rien.
    [one] Les règles trouvent un point.
    *[other] Les règles trouvent { $n } points, dont { $m } graves.
    }
rules-about = Des enregistrements qui passeraient un audit et ne changeraient pourtant aucune décision.
rules-none = Rien n’est trouvé.
rules-all = Toutes les règles
rules-what = Ce qu’elle fait
rules-why = Pourquoi cela compte
rules-how = Comment y remédier
rules-clauses = Concerne
home-wheel = Là où la roue est brisée
record-signals = Ce que disent les règles

## More of acts
act-recorded = a enregistré

## Frameworks
catalogue = Référentiel
catalogues = Référentiels
catalogues-about = Des vues sur les mêmes faits : ce qu’une norme ou une loi demande, et ce qui chez nous y répond.
catalogue-requirements = Exigences
catalogue-controls = Mesures qui le citent
catalogue-origin = Origine
catalogue-builtin = intégré
catalogue-imported = importé
catalogue-source = Source
catalogue-licence = Licence
catalogue-outline = Plan
catalogue-mappings = Correspondances
catalogue-pairs = { $n } paires
catalogue-named = { $n } exigences sur { $m } sont citées par l’un de nos enregistrements.
catalogue-records =
    { $n ->
    [one] un enregistrement
    *[other] { $n } enregistrements
    }
catalogue-ours = Ce qui chez nous y répond
catalogue-nothing = Aucun de nos enregistrements ne cite cette exigence.
catalogue-guidance = Recommandations
catalogue-unmapped = Personne n’a mis cette exigence en correspondance : cela n’en dit rien.
withdrawn = retiré
map-equal = est égal à
map-subset = fait partie de
map-superset = contient
map-intersects = recoupe
map-none = n’a rien à voir avec

## More of frameworks
catalogue-itself = { $name } même

## Faults
fault-400 = Cette demande n’a pas de sens
fault-401 = Connectez-vous d’abord
fault-403 = Non autorisé
fault-404 = Introuvable
fault-409 = Quelqu’un a été plus rapide
fault-422 = Quelque chose est à corriger
fault-500 = Un problème est survenu ici
fault-503 = En lecture seule pour le moment

rules-all-found = tout ce qu’elles trouvent

## Charts
chart-nothing-to-show-yet = rien à montrer pour l’instant
chart-unknown = inconnu
chart-low = bas
chart-high = haut
chart-mean = moyenne
chart-required = exigé
chart-tolerated = toléré
chart-crosses-tolerance = croise la tolérance
chart-beyond-tolerance = au-delà de la tolérance
chart-within-tolerance = dans la tolérance
chart-others = autres
chart-total = total
chart-share = part
chart-value = valeur
chart-name = nom
chart-amount = montant
chart-probability = probabilité
chart-base = base
chart-input-low = entrée basse
chart-input-high = entrée haute
chart-swing = amplitude
chart-cost = coût
chart-budget = budget
chart-efficient = efficace
chart-current = actuel
chart-chosen = choisi
chart-date = date
chart-certainty = certitude
chart-act = acte
chart-stated = annoncé
chart-observed = observé
chart-count = nombre
chart-well-calibrated = bien calibré
chart-pool = ensemble
chart-what-happened = ce qui est arrivé
chart-state = état
chart-pts = pts
chart-more = { $n } de plus
chart-table = Tableau
chart-file = SVG
## Estimating blind
asked-estimate = Estimer, sans voir les autres
only-you = Vous êtes pour l’instant seul à voir cet enregistrement.
round = Estimations en aveugle
round-open = Demandées depuis le { $since } : { $n } sur { $m } sont remises, scellées jusqu’à ce que toutes le soient.
round-waits = Manquent encore :
round-complete = Demandées depuis le { $since } : les { $m } sont remises.
round-given = Vous avez remis la vôtre :
round-sealed = La vôtre n’est pas encore remise :
round-estimate = Estimer ce risque
round-counting =
    { $n ->
        [0] Aucune estimation ne compte encore.
        [one] Une estimation compte actuellement :
       *[other] { $n } estimations comptent actuellement :
    }
rate = { $hits } sur { $n } (intervalle à 90 % : { $low } à { $high })
rate-few = { $hits } sur { $n } : trop peu pour conclure
rate-none = aucun pour l’instant
mean = { $value } sur { $n } (intervalle à 90 % : { $low } à { $high })
mean-few =
    { $n ->
        [one] un cas : trop peu pour conclure
       *[other] { $n } cas : trop peu pour conclure
    }

## Training in calibration
calibration = Entraînement à la calibration
calibration-about = Une fourchette à 90 % est bonne quand neuf de vos fourchettes sur dix contiennent la vérité, ni plus ni moins ; sans entraînement, c’est souvent moins. Ces questions ont des réponses connues : vous apprenez ainsi la largeur qu’il faut avant que des risques en dépendent.
calibration-not-yours = S’exerce un compte lié à une personne et à un rôle dans le domaine du risque, au présent.
calibration-round = Exercice { $n }
calibration-title = Exercice { $n }, { $who }
calibration-statements = Affirmations
calibration-statements-help = D’abord dix affirmations : dites si elle est vraie et à quel point vous en êtes sûr ; 50 % veut dire au hasard. Puis dix fourchettes. Ne cherchez rien. Vous seul voyez vos réponses ; votre score est vu par qui peut lire les risques. Les questions sont en anglais.
calibration-ranges = Fourchettes
calibration-ranges-help = Pour chacune, deux nombres entre lesquels la vérité se trouve avec 90 % de probabilité.
calibration-submit = Remettre et voir les réponses
calibration-missing = Il manque une réponse ; deviner à 50 %, ou une fourchette très large, en est une.
calibration-true = vrai
calibration-false = faux
calibration-said = Elle est
calibration-sure = Sûr à
calibration-statement = Affirmation
calibration-question = Question
calibration-range = Votre fourchette
calibration-value = Réponse
calibration-outcome = Résultat
calibration-source = Source
calibration-was-right = juste
calibration-was-wrong = faux
calibration-held = Fourchettes qui ont tenu
calibration-held-note = 90 % est le but
calibration-right = Affirmations bien jugées
calibration-right-note = sûr à { $stated } en moyenne
calibration-stated = Annoncé en moyenne
calibration-brier = Score de Brier
calibration-brier-note = sur { $n } affirmations ; 0 est parfait, 0,25 celui d’une pièce
calibration-width-few = Trop peu de fourchettes pour dire si elles sont assez larges.
calibration-width-narrow = Vos fourchettes sont trop étroites : écartez les deux bouts jusqu’à ce qu’une erreur vous surprenne.
calibration-width-wide = Vos fourchettes sont plus larges qu’il ne faut : neuf sur dix suffisent.
calibration-width-fine = Rien ne s’oppose à la largeur de vos fourchettes.
calibration-sure-few = Trop peu d’affirmations pour dire si vous êtes trop sûr.
calibration-sure-narrow = Vous étiez plus sûr que vous n’aviez raison.
calibration-sure-wide = Vous aviez raison plus souvent que vous n’étiez sûr.
calibration-sure-fine = Votre assurance correspond à la fréquence où vous aviez raison.
calibration-record = Vos exercices
calibration-private = vous seul voyez les réponses
calibration-exercise = Exercice
calibration-exercises =
    { $n ->
        [one] Un exercice
       *[other] { $n } exercices
    }
calibration-taken = Fait le
calibration-my-estimates = Mes estimations

## Back-testing
backtest = Contrôle a posteriori
backtest-about = Ce qui a été estimé et prévu, à côté de ce qui est arrivé. Trop peu de cas ne prouvent rien, et c’est dit.
backtest-none = Rien n’a encore été énoncé qui puisse être comparé.
backtest-of-person = Comment les chiffres ont tenu
backtest-estimators = Par estimateur
backtest-estimators-note = parts qui ont tenu, 90 % est le but ; intervalles de Jeffreys
backtest-estimator = Estimateur
backtest-nobody = personne en particulier, ou un modèle
backtest-losses-held = Pertes dans la fourchette
backtest-counts-held = Nombres comme attendus
backtest-training = Entraînement : fourchettes tenues
backtest-losses = Pertes
backtest-losses-note = ce qu’un événement a coûté, à côté de la fourchette à 90 % par événement qui valait avant lui
backtest-counts = Nombres
backtest-counts-note = événements depuis l’estimation, à côté des 90 % centraux de l’attendu ; des nombres entiers contiennent un peu plus de 90 %
backtest-forecasts = Prévisions
backtest-forecasts-note = probabilités annoncées, à côté de la fréquence observée
backtest-inside = dedans
backtest-outside = dehors
backtest-on = Le
backtest-range = Fourchette à 90 % par événement
backtest-loss = Coût
backtest-window = Période
backtest-years = Années
backtest-expected = Attendu
backtest-observed = Observé
backtest-no-losses = Aucun incident avec pertes ne peut encore être comparé : dites de quel risque il est un cas, et ce qu’il a coûté.
backtest-no-counts = Aucune estimation n’a encore plus de trois mois.
backtest-no-forecasts = Aucune prévision n’a encore d’issue.
backtest-without =
    { $n ->
        [one] Un incident avec pertes n’a pu être comparé : aucun risque nommé, aucune estimation avant lui, ou une autre monnaie.
       *[other] { $n } incidents avec pertes n’ont pu être comparés : aucun risque nommé, aucune estimation avant eux, ou une autre monnaie.
    }
backtest-brier = Prévisions : score de Brier
backtest-log = Score logarithmique moyen
backtest-open = Sans issue
backtest-open-n = { $n } ouvertes, dont { $overdue } au-delà de leur jour ; { $void } nulles
backtest-bins = Annoncé et observé
backtest-bin = Annoncé entre
backtest-happened = Arrivé
## Rapports
report-files = Fichiers
report-shows = Le système de management est montré après
report-no-files = Il n’y a pas encore de fichiers.
bytes = { $n } octets
report-check = Quiconque détient un de ces fichiers peut vérifier qu’il s’agit bien de celui qui a été publié : son SHA-256 doit être celui inscrit ici, et l’acte qui l’a scellé s’en porte garant.

## Certitude
objective-certainty = Quelle est notre certitude ?
objective-tolerates = Au plus { $amount } de perte par an.
objective-result = Au moins { $amount } de résultat dans l’année.
objective-no-tolerance = Aucune tolérance n’est encore fixée.
objective-owned-by = Sous la responsabilité de
objective-overseen-by = surveillé par
certainty-errors = La simulation est exacte à ± { $error } près ({ $years } années dans { $worlds } mondes) ; la bande est ce que nous ignorons : 9 mondes sur 10 s’y trouvent.
certainty-so-far = Les { $n } risques chiffrés laisseraient { $value } ; ce qui manque ne peut que l’abaisser.
certainty-met = C’est { $points } au-dessus des { $need } exigés.
certainty-short = C’est { $points } en dessous des { $need } exigés.
certainty-close = C’est trop proche des { $need } exigés pour que la simulation puisse trancher.
certainty-none-required = Personne n’a dit quelle certitude il faut.
further-met = { $amount } est tenu à { $value } ({ $need } exigés).
further-short = { $amount } n’est tenu qu’à { $value } ({ $need } exigés).
gap-estimate = aucune estimation qui compte
gap-tolerance = aucune tolérance fixée
gap-assessment = aucun risque lié, donc rien n’a été apprécié
gap-effect = n’indique aucun effet et ne compte donc pour rien
gap-currency = un montant est dans une autre monnaie
gap-treatment-effect = n’indique aucun effet sur ce qu’il traite
gap-impossible = ne peut être calculé tel quel
gap-estimate-do = L’estimer
gap-tolerance-do = La fixer
gap-assessment-do = Décrire le premier risque
objective-losses = Perte sur une année
objective-losses-note = probabilité de perdre plus qu’un montant
curve-today = aujourd’hui, mesures testées
curve-before = sans mesures
curve-after = avec ce qui est décidé
mark-today = { $value } perdent plus
chart-losses-of = Probabilité de perdre plus qu’un montant en un an : { $name }
chart-loss-axis = perte dans l’année, { $currency }
chart-chance-axis = probabilité de perdre plus
one-in-ten = Une année sur dix coûte plus de { $amount }.
mean-loss = En moyenne { $mean } (± { $error }) par an ; { $none } des années ne coûtent rien.
holds-back = Ce qui le freine
holds-back-note = certitude gagnée si le risque n’existait pas, dans les mêmes années simulées
gained-if-gone = Gain sans lui
share-of-worst = Part des pires 5 %
nothing-holds-back = Aucun risque ne le freine à lui seul.
objective-trend = Au fil du temps
objective-trend-open = Voir comment la certitude a évolué, et par quels actes
ways-to-more = Qu’est-ce qui le rendrait plus certain ?
cost-first-year = Première année
do-nothing = Ne rien faire
decided-already = décidé
ways-none = Aucun traitement n’est proposé pour ses risques.
ways-propose = En proposer un
ways-compare = Comparer et décider
rests-on = Sur quoi il repose
rests-on-note = certitude si la mesure n’existait pas, dans les mêmes années simulées
rests-on-none = Aucune mesure à l’effet indiqué ne le protège.
reliability = Fiabilité
would-fall-to = Tomberait à
difference = Différence
never-tested = jamais testée
points = { $n } points
method-line = { $engine }, modèle { $version }, entrées { $hash }…
engine-simulation = Simulé
engine-exact = Calculé exactement
method-reproduce = { $worlds } mondes de { $years } années, graine { $seed }. Les mêmes nombres au dernier bit près, depuis la ligne de commande :
method-model = télécharger le modèle
method-hash = SHA-256 du modèle :
not-computed = Rien n’a pu être calculé
trend-note = Chaque fin de mois est calculée à partir de ce que l’on savait alors, avec un quart des années du chiffre d’aujourd’hui.
trend-none = Aucun acte ne l’a fait bouger d’un point ou plus à lui seul.
trend-acts = Actes qui l’ont fait bouger
trend-change = Changement
trend-known = est devenue connue ou inconnue
chart-trend-of = Certitude au fil du temps : { $name }
chart-trend-desc = Certitude à chaque fin de mois avec la bande de ce que l’on ignorait, face à ce qui est exigé.
act-n = Acte { $n }
home-short =
    { $n ->
    [0] Aucun n’est en dessous de ce qui est exigé.
    [one] Un seul est en dessous de ce qui est exigé.
    *[other] { $n } sont en dessous de ce qui est exigé.
    }
home-unknown =
    { $n ->
    [one] Un seul est inconnu.
    *[other] { $n } sont inconnus.
    }
home-joint = Les { $n } objectifs chiffrés tiennent tous ensemble dans { $value } des années.
options = Options côte à côte
options-for = Ce que l’on pourrait faire pour
options-lede = Chaque option est pesée sur le même modèle, dans les mêmes années simulées qu’aujourd’hui.
options-unknown = La certitude de cet objectif est inconnue. Ce qui suit ne compte que les risques chiffrés.
options-side = Côte à côte
options-side-sub = pertes moyennes par formule fermée, certitude simulée dans les mêmes années pour toutes
options-pick = Choisir
options-tick = Mettre { $name } dans un ensemble
options-option = Option
options-yearly = Par an
options-mean-loss = Perte moyenne par an
options-saves = Économise par an
options-net = Bénéfice net par an
options-pays = Probabilité que cela paie
options-pays-year = { $value } en une seule année ± { $error }
options-together = Comparer celles-ci ensemble
options-chosen = comparé
options-met = atteint
options-short = insuffisant
options-close = trop proche pour le dire
options-so-far = { $value } de ce qui est chiffré
options-silent = N’indiquent aucun effet, si bien qu’on ne peut rien en dire :
options-side-note = Les pertes moyennes sont celles de toute l’organisation, sur ce que nous ignorons et sur les années. Le coût par an est le coût unique sur trois ans plus ce qui revient. Une option paie là où la perte économisée par an en moyenne est au moins égale ; compté sur { $worlds } manières dont peut être ce que nous ignorons. ± est une erreur type ; celle d’un gain est appariée année par année.
options-estimated = ≈ marque les moyennes prises sur des mondes, parce qu’une assurance paie une partie d’un événement : quelques pour cent d’écart au plus.
options-board = Soumettre à la direction
options-board-about = Cela prépare une décision avec ces options, le coût de chacune et la certitude prédite aujourd’hui :
options-board-name = Titre de la décision
options-board-kind = Ce dont il s’agit
options-board-do = Soumettre à la direction
options-board-title = { $name } : quelle option ?
options-board-question = Comment devenir plus certains de cet objectif : { $name } ?
options-board-reason = Options pour { $key } comparées
options-frontier = Ce que coûte la certitude
options-frontier-sub = ensembles qu’aucun moins cher ne bat
options-chart = Coût contre certitude : { $name }
options-chart-desc = Chaque point est un ensemble de traitements : ce qu’il coûte la première année et la certitude de l’objectif avec lui. La ligne joint les ensembles qu’aucun moins cher ne bat.
options-chart-across = Coût la première année, { $currency }
options-budget = Budget de la première année
options-budget-do = Le meilleur pour lui
options-best-certainty = Le plus certain pour le budget
options-best-net = Le plus grand bénéfice net pour le budget
options-net-of = bénéfice net { $net } par an
options-next = Ce qu’achète l’argent suivant
options-next-step = { $cost } de plus pour { $adds } : { $gain }, puis { $value } certain.
options-next-drops = En échange, { $drops } est abandonné.
options-per = Soit { $points } par { $amount }.
options-next-none = Aucun ensemble plus cher n’est plus certain au-delà de l’erreur de simulation.
options-steps = Pas à pas
options-step = Gain sur le pas précédent
options-per-head = Par { $amount }
options-same = dans l’erreur : le pas précédent est aussi bon
options-searched = Les { $n } ensembles possibles ont tous été parcourus par formule fermée ; les efficaces et les meilleurs, { $m }, ont été simulés.
options-searched-some = Il y a trop d’ensembles pour tous les parcourir : { $n } ont été regardés par formule fermée, { $m } d’entre eux simulés. Un meilleur peut exister.
options-unpriced = Les traitements sans coût indiqué ne sont ici dans aucun ensemble.
options-matters = Quelle estimation compte
options-matters-sub = chaque nombre incertain aux bouts de sa plage, tout le reste tel quel
options-tornado = Perte moyenne par an selon l’estimation : { $name }
options-tornado-desc = Chaque barre montre la perte moyenne par an avec un nombre à son 5e et à son 95e centile.
options-tornado-across = Perte moyenne de l’organisation par an, { $currency }
options-tornado-note = Par formule fermée, avec les mesures et traitements d’aujourd’hui ; nombres des risques de cet objectif et de ce qui les protège.
options-tornado-none = Rien n’est incertain dans les risques de cet objectif.
options-a-year = { $n } par an
options-know = Ce que vaut de mieux savoir
options-know-best = Selon la perte moyenne et le coût annuel, { $name } est le meilleur choix, et le bon dans { $share } des manières dont peut être ce que nous ignorons. Tout savoir avant de choisir vaudrait { $worth } (± { $error }) par an, pas plus.
options-know-none = Aucun nombre seul ne vaut d’être payé : quel qu’il soit, le choix resterait ou gagnerait trop peu pour le dire.
options-know-note = Le plus que l’on devrait payer par an pour connaître un nombre avant de choisir parmi ces options ; sur { $worlds } mondes, en moyenne jamais trop.
options-estimate = Estimation
options-range = Plage à 90 %
options-worth = Vaut au plus, par an
quantity-coverage = Couverture
quantity-loss-event-frequency = fréquence des événements de perte
quantity-probability-in-a-year = probabilité en un an
quantity-threat-event-frequency = fréquence des événements de menace
quantity-contact-frequency = fréquence des contacts
quantity-probability-of-action = probabilité d’action
quantity-susceptibility = susceptibilité
quantity-secondary-loss-event-frequency = fréquence des réactions
quantity-effect-of-a-control = effet d’une mesure
quantity-effect-of-a-common-cause = effet d’une cause commune
quantity-effect-of-a-treatment = effet d’un traitement
quantity-reliability = fiabilité
quantity-probability-of-a-common-cause = probabilité d’une cause commune
quantity-which-estimate-is-right = quelle estimation est juste
quantity-baseline = base
quantity-primary-loss-productivity = perte directe, productivité
quantity-primary-loss-response = perte directe, réponse
quantity-primary-loss-replacement = perte directe, remplacement
quantity-primary-loss-fines-and-judgements = perte directe, amendes et jugements
quantity-primary-loss-competitive-advantage = perte directe, avantage concurrentiel
quantity-primary-loss-reputation = perte directe, réputation
quantity-secondary-loss-productivity = perte secondaire, productivité
quantity-secondary-loss-response = perte secondaire, réponse
quantity-secondary-loss-replacement = perte secondaire, remplacement
quantity-secondary-loss-fines-and-judgements = perte secondaire, amendes et jugements
quantity-secondary-loss-competitive-advantage = perte secondaire, avantage concurrentiel
quantity-secondary-loss-reputation = perte secondaire, réputation
effect = Ce qu’il changerait
effect-sub = dans les mêmes années simulées qu’aujourd’hui
effect-now = Ce qu’il apporte maintenant
effect-now-sub = aujourd’hui, contre les mêmes années sans lui
effect-needs = Compté avec ce qui doit être fait d’abord :
effect-none = Il n’indique aucun effet sur ses risques, si bien qu’on ne peut dire ce qu’il apporterait.
effect-accept = Accepter ne change rien : la perte reste telle quelle.
effect-state = Indiquer son effet
effect-closed = par formule fermée, toute l’organisation
effect-estimated = moyenne sur des mondes, quelques pour cent d’écart au plus
effect-first-year = { $cost } la première année
effect-pays-error = ± { $error } ; en moyenne sur les années, vu ce que nous ignorons
effect-without = Sans lui
effect-with = Avec lui
effect-no-objective = Ses risques ne menacent aucun objectif doté d’une tolérance.
effect-speaks = Il est fait, et sa mesure parle d’elle-même : compte ce que la mesure indique et ce que trouvent ses tests, non ce qui était promis ici.
effect-saves-now = Il économise { $amount } par an.
effect-promised = Ce qui était prédit
decided-predicted = Prédit
decided-now = Certitude maintenant
decided-now-of = Maintenant : { $name }
decided-sub = tel que prédit à la préparation, et tel que ce serait maintenant
decided-note = Maintenant : simulé avec les traitements de chaque option en plus de ce qui est fait aujourd’hui. Inconnu là où une option ne nomme aucun traitement, ou un traitement clos.
decided-paper = Dossier de la décision
control-numbers = En chiffres
control-no-effect = Elle n’indique aucun effet sur ses risques : dans chaque nombre, elle ne compte pour rien.
control-removes = Retire par an
control-costs = Elle coûte { $amount } par an.
control-shared = Protège
control-risks =
    { $n ->
    [one] un risque
    *[other] { $n } risques
    }
control-covered = mesurée
control-covers-all = rien n’est laissé de côté
control-not-measured = ce qu’elle devrait couvrir est indiqué, ce qu’elle couvre n’a jamais été mesuré : entre rien et tout
control-leaves = laisse { $low } à { $high } tant qu’elle fonctionne
control-reliability-of = Fiabilité de { $name }
control-reliability-desc = La part du temps où la mesure fonctionne : plages à 90 % de ce que l’on croit aujourd’hui et après un test sans défaut.
control-reliability-across = Part du temps où elle fonctionne
control-reliable = Elle fonctionne entre { $low } et { $high } du temps (90 %), { $mean } en moyenne.
control-runs =
    { $n ->
    [one] Un test compte, le { $last }.
    *[other] { $n } tests comptent, le dernier le { $last }.
    }
control-untested = Elle n’a jamais été testée : la plage est aussi large que l’ignorance.
control-stated = Son responsable a indiqué à quelle fréquence et combien de temps elle défaille ; cela pèse comme deux observations.
control-not-stated = La fréquence de ses défaillances n’est pas indiquée.
control-today = Aujourd’hui
control-if-passed = Après un test sans défaut
control-what-if = Et si
control-what-if-note = Simulé dans les mêmes années qu’aujourd’hui ; ± est une erreur type de la différence. Un test comme attendu trouve autant de défauts qu’on en croit : il resserre la plage et ne bouge guère la moyenne.
control-removed = Retirée
control-passed = Test réussi
control-as-believed = Test comme attendu
control-never-fails = Ne défaille jamais
control-no-objective = Ses risques ne menacent aucun objectif doté d’une tolérance.
control-alone = Aucune autre mesure avec un effet indiqué ne protège les mêmes risques.
control-overlap = Avec d’autres mesures
control-gone = Sans cette mesure, les pertes moyennes montent de { $amount } (± { $error }) par an, simulé.
control-shared-risks = Risques partagés
control-it-gone = Sans elle
control-both-gone = Sans les deux
control-sum = Somme de chacune
control-overlap-note = Hausse de la perte moyenne par an, simulée. Là où retirer les deux coûte plus que la somme, chacune couvre l’autre.
options-matters-open = Quelle estimation compte, et ce que vaut de mieux la connaître
act = Acte
