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

## Risk: the loss of a year
loss-title = Perte sur une année
loss-chart = Probabilité de perdre plus qu’un montant dans l’année
loss-across = perte sur l’année, { $currency }
loss-up = probabilité de perdre plus
loss-today = aujourd’hui, mesures testées
loss-today-bare = aujourd’hui
loss-before = sans mesures
loss-after = avec ce qui est décidé
loss-sentence = { $mean } par an en moyenne ; une année sur 20 coûte plus de { $bad }.
loss-sentence-rare = { $mean } par an en moyenne ; { $any } des années connaissent une perte.
loss-figures = Chiffres de la perte annuelle
loss-figure = Chiffre
loss-mean = Moyenne par an
loss-any = Probabilité d’une perte dans l’année
loss-one-in = Dépassée 1 année sur { $n }
loss-shortfall = Moyenne des pires 5 % d’années
loss-between = { $low } à { $high }
loss-band-note = En petit, et en bande ombrée : où se situe le chiffre dans 90 % des mondes que l’incertitude permet.
loss-method = { $how }, modèle { $version }, { $worlds } mondes, graine { $seed }, entrées { $hash }… ; probabilités à { $error } point de pourcentage près, hors bande.
loss-method-exact = Moteur exact sur une grille de { $grid } points
loss-method-simulation = Simulation de { $years } ans dans chaque monde
loss-method-mean = La moyenne est une formule fermée.
loss-method-mean-quick = La moyenne est celle des mondes, à un pour cent près environ.
loss-method-mean-estimated = La moyenne est une formule fermée, sauf pour ce que paie l’assurance, à quelques pour cent près.
loss-tolerance-note = Ce qui est toléré vaut pour la perte annuelle de toute l’organisation. Un risque au-dessus l’enfreint à lui seul ; un risque au-dessous peut l’enfreindre avec d’autres.
loss-no-tolerance = Aucune appétence n’est en vigueur : rien ne dit quelle perte est tolérée.
loss-shared-limit = Une assurance comptée ici a un plafond partagé avec d’autres risques ; il est compté comme s’il était à ce risque seul.
loss-unknown = On ignore ce que cela peut coûter : personne n’a donné d’estimation qui compte. La première prend cinq minutes.
loss-unknown-ask = On ignore ce que cela peut coûter : personne n’a donné d’estimation qui compte. Son propriétaire peut en demander une.
loss-reproduce = Reproduire
loss-reproduce-how = Le fichier contient le modèle de ce seul risque ; le SHA-256 de ses octets est l’empreinte des entrées. Mêmes modèle, graine, mondes et grille donnent les mêmes nombres au bit près.
loss-command = Commande
drags-title = Objectifs qu’il freine
drags-by = { $points } de certitude en plus sans lui (± { $error })
drags-unknown = inconnu : il manque au risque ou à l’objectif de quoi être calculé
drags-note = De la simulation conjointe de tous les risques, comme sur la page de l’objectif ; les gains ne s’additionnent pas.
loss-command-exact = Le moteur exact de la commande fait la moyenne de tout l’inconnu d’un coup et non par mondes : ses percentiles concordent de près, non au bit ; sa moyenne est la même.
loss-settings = Réglages
loss-model-file = Modèle en JSON
often-never = jamais
often-times = { $n } fois par an
often-once = une fois en { $years } ans
often-between = { $low } à { $high } ; { $least } à { $most } de probabilité par an
risk-estimate = Estimer vous-même
pool-title = Qui estime quoi
pool-together = tous ensemble
pool-desc = Chaque ligne est un intervalle à 90 % avec sa moyenne.
pool-often = Combien de fois : événements de perte par an
pool-often-across = événements de perte par an
pool-cost = Combien : perte d’un événement
pool-cost-across = perte d’un événement, { $currency }
pool-estimate = Estimation de
pool-made = Faite le
pool-confidence = Confiance
pool-note = Chaque estimation pèse autant ; les nombres en croient une à la fois, si bien que le désaccord reste visible dans la bande.
protects-title = Ce qui en protège
protects-nothing = Aucune mesure en fonctionnement ne traite ce risque.
protects-control = Mesure
protects-effect = Quand elle fonctionne
protects-to = { $factor } tombe à { $low }–{ $high }
protects-coverage = Couvre
protects-all = tout
protects-reliability = Fonctionne
protects-runs =
    { $n ->
        [0] jamais testée
        [one] un test
       *[other] { $n } tests
    }
protects-removes = Retire par an
protects-note = De combien la perte annuelle moyenne augmenterait sans chaque mesure seule. Elles protègent la même chose : les montants ne s’additionnent pas.
treats-title = Ce qui est entrepris
treats-treatment = Traitement
treats-once = Coût unique
treats-yearly = Coût par an
treats-removes = Retirerait par an
treats-counted = déjà compté
treats-note = Prévision : de combien la perte annuelle moyenne de ce risque baisserait avec chaque traitement seul.

## Workbench
bench-title = Estimer
bench-lede = Combien de fois, et à quel coût :
bench-is-new = Vous n’avez pas encore estimé ce risque. Personne ne voit votre estimation avant qu’elle soit donnée.
bench-is-sealed = Votre estimation scellée du { $on } ; vous seul la voyez.
bench-is-given = Part de l’estimation donnée le { $on } ; une nouvelle la remplacera.
bench-no-person = Votre compte n’est lié à aucune personne : aucune estimation ne peut être la vôtre. Un administrateur peut le lier ; d’ici là, vous pouvez essayer des nombres ici.
bench-past = On estime maintenant, pas dans le passé.
bench-record = { $risk }, par { $by }, { $on }
bench-frequency = Fréquence des événements de perte
bench-primary = Perte primaire
bench-secondary = Perte secondaire
bench-secondary-help = À certains événements, d’autres réagissent : autorités, clients, presse. Combien de fois, et ce que cela coûte alors.
bench-secondary-half = Il faut les deux : la fréquence des réactions et au moins une perte qui en découle.
bench-assumes = Mesures dans les éléments observés
bench-assumes-help = Cochez ce qui était en place quand les événements auxquels vous pensez ont eu lieu, ou non. L’effet en est d’abord retiré, pour que rien ne compte deux fois. Si vous avez imaginé un monde sans mesures, ne cochez rien.
bench-no-controls = Aucune mesure en fonctionnement ne traite ce risque.
bench-grounds = Fondements
bench-confidence = Quelle confiance lui accordez-vous ?
bench-confidence-help = Cela ne change aucun nombre ; un intervalle large, si.
bench-source = D’où viennent les intervalles ?
bench-source-help = Incidents, sinistres, un exercice, une conversation.
bench-way = Comment voulez-vous le dire ?
bench-way-once = Une fois en tant d’années
bench-way-percent = Probabilité par an
bench-way-rate = Événements par an
bench-way-evidence = Observés en années de recul
bench-way-threat = Tentatives, et combien réussissent
bench-once-low = Au plus rare : une fois en … ans
bench-once-high = Au plus souvent : une fois en … ans
bench-percent-a-year = % par an
bench-a-year = par an
bench-evidence-help = Zéro événement est aussi une réponse honnête.
bench-events = Événements
bench-observed = Années de recul
bench-tef = Fréquence des événements de menace
bench-susc = Susceptibilité : la part qui réussit
bench-times = { $low } à { $high } fois par an
bench-forms = { $n } formes sur { $m } indiquées
bench-form-productivity = Travail non fait, revenu non perçu.
bench-form-response = Gestion de l’événement : personnes, spécialistes, heures supplémentaires.
bench-form-replacement = Remplacement de ce qui est perdu ou détruit.
bench-form-fines-and-judgements = Amendes, transactions, condamnations.
bench-form-competitive-advantage = Avantage perdu au profit d’autres.
bench-form-reputation = Confiance perdue : clients qui partent, crédit plus cher.
bench-both-ends = Donnez les deux bornes.
bench-no-number = Un nombre est attendu, trouvé « { $found } ».
bench-bounds = Attendu : de { $least } à { $most }.
bench-reversed = La borne basse dépasse la borne haute.
bench-reversed-once = Le plus rare doit compter au moins autant d’années que le plus fréquent.
bench-too-wide = Un intervalle si large ne dit rien ; resserrez-le.
bench-whole = Un nombre entier d’événements est attendu.
bench-to-mend =
    { $n ->
        [one] Un intervalle est impossible.
       *[other] { $n } intervalles sont impossibles.
    } La courbe montre le dernier état possible.
bench-incomplete = Indiquez la fréquence et au moins une perte : la courbe apparaît ici.
bench-impossible = Cela ne peut être calculé : { $why }
bench-event = Un événement coûte de { $low } à { $high }, { $mean } en moyenne.
bench-together = avec les estimations des autres
bench-together-says = Avec les estimations des autres : { $mean } par an en moyenne.
bench-quick = Moins de mondes que sur la page du risque, pour répondre pendant que vous glissez.
bench-drag = glisser
bench-give = Donner
bench-save = Enregistrer, scellée
bench-show = Montrer
did-given = Votre estimation est donnée.
did-sealed = Votre estimation est enregistrée ; vous seul la voyez jusqu’à ce que vous la donniez.
## De l’objectif à la décision
rail-begin = Commencer
begin-title = Commencer : de l’objectif à la décision
begin-lede = Huit petites étapes, une dizaine de minutes. Arrêtez quand vous voulez : votre avancement se déduit de ce qui est enregistré.
begin-invitation = À quel point êtes-vous sûr d’atteindre ce qui compte le plus, et qu’est-ce qui vous en rendrait plus sûr pour cet argent ? Huit petites étapes mènent à une première décision.
begin-go = Commencer
begin-home = Accueil
begin-done = fait
begin-optional = facultatif
begin-skipped = passé
begin-under-way = en cours
begin-profile-micro = moins de 10
begin-profile-small = 10 à 49
begin-profile-medium = 50 à 249
begin-profile-large = 250 ou plus
begin-not-yours = Vos rôles ne vous permettent pas de l’enregistrer. Demandez à un collègue dont les rôles le permettent, ou à l’administration.
begin-finished = Décidé.
begin-finished-next = La décision, ses options et son motif sont conservés tels quels. Ensuite : faire ce qui est décidé, vérifier que cela marche, et passer au risque suivant.
begin-see-decision = Voir la décision
begin-another = Un autre risque
begin-step-you = Vous et l’organisation
begin-step-objective = Un objectif
begin-step-risk = Un risque qui le menace
begin-step-control = Ce qui est déjà fait
begin-step-estimate = Votre estimation
begin-step-second = Une deuxième estimation
begin-step-treatment = Ce qui pourrait être fait
begin-step-decision = La décision
begin-about-you = Chaque fiche nomme qui en répond, et chaque montant une devise.
begin-about-objective = Dites ce qui doit être atteint, quelle perte par an peut peser dessus, et à quel point vous devez être sûr de rester en dessous. Il est à vous jusqu’à ce que vous le transmettiez.
begin-about-risk = Nommez une chose qui pourrait mal tourner, de sa cause à sa perte. La première qui vient à l’esprit convient pour commencer.
begin-about-control = Quelque chose qui l’empêche d’arriver, ou de coûter autant. Rien, ou pas sûr ? Passez : ce qui n’est pas dit ne compte pour rien.
begin-about-estimate = Deux fourchettes, si larges que vous ne seriez surpris de trouver la vérité au-dehors qu’une fois sur dix. Large convient : c’est ce que vous savez.
begin-about-second = Deux personnes voient plus qu’une. Qui est interrogé ne voit pas vos chiffres, et les vôtres restent scellés jusqu’à l’arrivée des siens.
begin-about-treatment = Une chose qui pourrait être faite, ce qu’elle coûte et ce qu’elle laisserait. Ne rien faire reste toujours une option ; revenez ici pour en comparer plusieurs.
begin-about-decision = Les options côte à côte. Ce que vous choisissez, et pourquoi, est conservé avec tout ce que vous saviez.
begin-submit-you = C’est moi
begin-submit-objective = Convenir de l’objectif
begin-submit-risk = Enregistrer le risque
begin-submit-control = C’est en place
begin-submit-estimate = Donner mon estimation
begin-submit-second = Continuer
begin-submit-treatment = La prendre en compte
begin-submit-decision = Décider
begin-submit-ask = Soumettre à décision
begin-reason-you = Premiers pas : qui est là
begin-reason-objective = Premiers pas : un objectif
begin-reason-risk = Premiers pas : un risque qui le menace
begin-reason-control = Premiers pas : ce qui est déjà fait
begin-reason-estimate = Premiers pas : une estimation
begin-reason-second = Premiers pas : une deuxième estimation
begin-reason-treatment = Premiers pas : ce qui pourrait être fait
begin-reason-decision = Premiers pas : la décision
begin-skip-control = Rien encore, ou pas sûr : continuer
begin-skip-second = Continuer avec une estimation
begin-take-second = Passer par cette étape
begin-take-control = Passer par cette étape
begin-take-treatment = Passer par cette étape
begin-more-second = Interroger encore quelqu’un
begin-more-control = Une autre
begin-more-treatment = Comparer une autre option
begin-ask-instead = Plutôt interroger quelqu’un
begin-look-again = Personne à interroger ? Regardez à nouveau vous-même, de l’extérieur
begin-choose-risk = Ces risques sont déjà enregistrés. Ceux dont la perte annuelle estimée est la plus grande viennent d’abord ; lequel allez-vous regarder ?
begin-new-risk = Aucun de ceux-là : un nouveau risque
begin-invited = La personne est interrogée et a un compte. Remettez-lui ce lien : il la connecte une fois et mène au formulaire. Il n’est montré que cette fois.
begin-asked = La personne est interrogée ; cela figure dans sa semaine.
begin-waits = Interrogé et pas encore donné :
begin-waits-sealed = Vos chiffres restent scellés jusqu’à l’arrivée des siens. Vous pouvez continuer en attendant.
begin-replaced = conservée ; une plus récente compte à sa place
begin-lands = { $share } de sa perte pèse sur l’objectif
begin-tolerates = au plus { $most } par an, sûr à { $certain }
begin-name = Votre nom
begin-name-help = Tel que vos collègues vous connaissent.
begin-currency = Devise
begin-currency-help = Trois lettres, comme EUR. Tous les montants y sont exprimés.
begin-profile = Combien de personnes y travaillent
begin-profile-help = Règle ce qui est attendu : on ne demande pas de comité à cinq personnes.
begin-objective = Ce qui doit être atteint
begin-objective-help = Quelques mots, comme « Les commandes partent en un jour ».
begin-statement = Ce que cela veut dire
begin-statement-help = Une phrase qu’une personne extérieure comprend.
begin-tolerance = Perte par an qui peut peser dessus
begin-tolerance-help = Au-delà, vous diriez que l’objectif est manqué.
begin-certainty = À quel point il faut être sûr
begin-certainty-help = 95 % veut dire : une année sur vingt peut être pire.
begin-risk = Le risque en quelques mots
begin-risk-help = Comme « Un rançongiciel arrête l’entrepôt ».
begin-scenario = Ce qui arrive
begin-scenario-help = Qui ou quoi, par quelle faiblesse, avec quelle perte : deux phrases.
begin-share = Part de sa perte qui pèse sur l’objectif
begin-share-help = Tout, sauf si d’autres en portent une partie.
begin-control = Ce qui est fait
begin-control-help = Comme « Sauvegardes hors ligne, restaurées chaque trimestre ».
begin-done-how = Comment
begin-done-how-help = De sorte que quelqu’un d’autre puisse le faire.
begin-works = Ce qu’elle change
begin-works-help = Ce qu’elle change le plus.
begin-works-often = La fréquence
begin-works-much = Le coût de chaque fois
begin-leaves = Ce qui reste quand elle marche
begin-leaves-help = Sur 100 événements, ou 100 de perte, il en reste autant.
begin-said = Combien de fois : je le dis comme
begin-said-help = Comme vous le diriez à voix haute ; la conversion est exacte.
begin-said-years = une fois en tant d’années
begin-said-percent = une probabilité par an
begin-said-times = fois par an
begin-said-seen = ce que nous avons vu
begin-years = Une fois en
begin-years-help = En bas le temps le plus court, en haut le plus long.
begin-percent = Probabilité d’au moins un par an
begin-percent-help = Ce n’est pas une fois en tant d’années : 5 % par an, c’est une fois en 19,5 ans.
begin-times = Fois par an
begin-times-help = Peut être inférieur à 1.
begin-events = Nombre de fois
begin-events-help = 0 est une réponse honnête.
begin-observed = En combien d’années d’observation
begin-observed-help = Aussi loin que vous l’auriez remarqué.
begin-unit-years = ans
begin-unit-percent = % par an
begin-unit-times = par an
begin-unit-events = événements
begin-loss = Combien chaque fois
begin-loss-help = Tout ce qu’un tel événement vous coûte : travail perdu, traitement, remise en état, amendes.
begin-form = Surtout
begin-form-help = La plus grande part.
begin-confidence = Votre confiance dans vos chiffres
begin-confidence-help = Haute seulement si des données les appuient.
begin-source = D’où ils viennent
begin-source-help = Ce que vous savez, avez vu ou lu. Qui regardera à nouveau le demandera.
begin-counted = Mes chiffres valent pour le monde avec ces mesures
begin-counted-help = Pour que leur effet ne compte pas deux fois.
begin-replace = Mon estimation remplace celle qui a été importée
begin-replace-help = Les niveaux du registre sont devenus de larges fourchettes de faible confiance ; elles restent enregistrées.
begin-other = Qui vous interrogez
begin-other-help = Quelqu’un qui voit le risque d’un autre côté. Son nom suffit.
begin-login = Son identifiant
begin-login-help = Comme son adresse électronique. La personne reçoit un compte et un lien que vous lui remettez ; sans lui, nommez quelqu’un qui peut déjà se connecter.
begin-way = De quel genre de chose s’agit-il
begin-way-help = Supporter le risque ne demande aucune saisie : ne rien faire est comparé de toute façon.
begin-way-mitigate = le rendre plus rare ou moins cher
begin-way-transfer = l’assurer
begin-way-avoid = arrêter ce qui le cause
begin-treatment = Ce qui est fait
begin-treatment-help = Comme « Deuxième sauvegarde sur un autre site ».
begin-once = Payé une fois
begin-once-help = Argent seulement ; laissez vide s’il n’y en a pas.
begin-yearly = Payé chaque année
begin-yearly-help = Pour une assurance : la prime.
begin-will-work = Ce que cela changerait
begin-will-work-help = Ce que cela changerait le plus.
begin-will-work-often = La fréquence
begin-will-work-much = Le coût de chaque fois
begin-will-leave = Ce que cela laisserait
begin-will-leave-help = Sur 100 événements, ou 100 de perte, il en resterait autant. Encore une fourchette à 90 %.
begin-retention = Ce que vous portez de chaque événement
begin-retention-help = La franchise.
begin-limit = Le plus qu’elle paie par an
begin-limit-help = Laissez vide s’il n’y a pas de plafond.
begin-chosen = Choisi
begin-chosen-help = Une des options ci-dessus.
begin-rationale = Pourquoi
begin-rationale-help = Une phrase que vous comprendrez encore dans un an.
begin-decider = Qui décide
begin-decider-help = Quelqu’un dont le mandat le couvre.
begin-role = Votre rôle
begin-role-help = Le mandat appartient au rôle, pour survivre à qui le tient.
begin-role-default = Direction générale
begin-role-purpose = Répond de l’organisation et décide de ses risques.
begin-accept = Perte annuelle d’un risque qu’il peut accepter
begin-accept-help = Lue au 95e centile : la perte d’une année sur vingt.
begin-fund = Le plus qu’il peut dépenser pour une décision
begin-fund-help = La première année.
begin-appetite = Appétence et mandats
begin-appetite-statement = Qui peut accepter quelle perte, et dépenser combien pour une décision. Le premier échelon a été posé avec la première décision.
begin-by-mandate = Vous décidez dans votre mandat. La décision dit lequel.
begin-first-mandate = Personne n’a encore de mandat ; vous posez ici le premier, en tant que responsable : quel rôle peut accepter et dépenser combien. Dans une organisation de moins de cinquante personnes, votre propre examen daté tient lieu de second regard. Les deux sont enregistrés, visibles de tous.
begin-ask-decider = Vous n’avez pas de mandat pour cela. Vous préparez la décision, et quelqu’un qui en a un décide.
begin-nothing = Ne rien faire
begin-option = Option
begin-options = Options
begin-option-cost = Coût la première année
begin-option-certainty = Certitude de l’objectif
begin-costs-nothing = aucun
begin-question = Que faisons-nous de « { $risk } » ?
begin-first-year = première année
begin-outside-view = second regard, de l’extérieur
begin-estimate-title = { $risk } : { $by }
begin-said-as = Dit comme { $said } : { $rate }.
begin-said-as-years = une fois en { $low } à { $high } ans
begin-said-as-percent = une probabilité de { $low } à { $high } % par an
begin-said-as-times = { $low } à { $high } fois par an
begin-rate = { $low } à { $high } événements de perte par an
begin-seen =
    { $k ->
    [one] { $k } événement en { $t } ans
    *[other] { $k } événements en { $t } ans
    }
begin-factors = par tentatives et combien réussissent
begin-each = { $low } à { $high } chaque fois
begin-known = Ce qui est connu maintenant
begin-certain-of = À quel point sommes-nous sûrs de : { $objective } ?
begin-unknown-because = Inconnu, parce que :
begin-gap-objective = il n’y a pas encore d’objectif convenu.
begin-gap-estimate = personne n’a estimé
begin-gap-waits = les estimations restent scellées tant que tous les interrogés n’ont pas donné la leur :
begin-gap-tolerance = l’objectif ne dit pas quelle perte il supporte.
begin-gap-assessment = aucun risque qui le menace n’est encore enregistré.
begin-gap-effect = aucun effet n’est indiqué pour
begin-gap-currency = un montant est dans une autre devise :
begin-gap-treatment = aucun effet n’est indiqué pour
begin-gap-impossible = ce qui est indiqué ne se calcule pas :
begin-fault-empty = À remplir.
begin-fault-number = Un nombre est attendu.
begin-fault-percent = Un nombre de 0 à 100 est attendu.
begin-fault-negative = 0 ou plus est attendu.
begin-fault-order = Le bas se trouve au-dessus du haut.
begin-fault-both = Remplissez les deux extrémités.
begin-fault-choose = Choisissez-en une.
begin-fault-currency = Trois lettres sont attendues, comme EUR.
begin-fault-years = Des années au-dessus de 0 sont attendues.
begin-fault-times = Un nombre au-dessus de 0 est attendu ; ce qui n’arrive jamais ne s’estime pas.
begin-fault-events = Un nombre entier est attendu, 0 ou plus.
begin-fault-observed = Des années au-dessus de 0 sont attendues.
begin-fault-outside = Dites ce que vous avez regardé de l’extérieur : combien de fois cela arrive à d’autres comme vous, et où vous l’avez lu.
begin-fault-same-person = C’est vous. Interrogez quelqu’un d’autre, ou regardez à nouveau de l’extérieur.
begin-fault-login = Un identifiant sans espace est attendu, comme une adresse électronique.
begin-fault-mandate = Cela coûte plus que le mandat ne peut dépenser.
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
trend-note = Chaque fin de mois est calculée à partir de ce que l’on savait alors, avec un huitième des années du chiffre d’aujourd’hui.
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

## Papers
papers = Documents
papers-about = Ce sur quoi les organes décident et ce que les auditeurs classent. Chaque document naît des enregistrements et des chiffres d’un moment ; publié, il est conservé avec son sceau.
papers-none-issued = Aucun n’a encore été publié.
paper-open = Ouvrir
paper-risk-assessment = Appréciation des risques
paper-risk-assessment-about = Ce qui pourrait nous écarter de nos objectifs, avec quelle probabilité et quelle gravité, et le degré de certitude qui en résulte
paper-treatment-plan = Plan de traitement des risques
paper-treatment-plan-about = Ce qui est fait contre quel risque, par qui, jusqu’à quand, à quel coût et pour quel gain
paper-decision-paper = Note de décision
paper-decision-papers = Notes de décision
paper-decision-papers-about = Ce qu’un organe doit décider, avec les options côte à côte. Décisions préparées ou soumises :
paper-draft = PROJET
paper-status = Statut
paper-status-draft = Projet : ni publié ni scellé
paper-shows = Montre
paper-after = le système de management après l’acte { $act }, le { $day }
paper-issue = Publier
paper-issue-note = Produit le PDF et le classeur de ce que vous lisez ici et conserve les deux comme rapport : avec le numéro et l’empreinte de l’acte montré, l’empreinte des données et la version du modèle. Quiconque peut lire les rapports peut le lire.
paper-classification = Classification
paper-may-not-issue = Les documents sont publiés au présent, par ceux qui peuvent établir des rapports.
paper-moved-on = Quelque chose a été enregistré depuis votre lecture. Relisez ce document : il montre maintenant le dernier état.
paper-not-issued = Le rapport n’a pas été enregistré.
paper-key = Clé
paper-record = Enregistrement
paper-owner = Responsable
paper-no-owner = sans responsable
paper-owner-state = Responsable, état
paper-state = État
paper-currency = Monnaie
paper-day = Jour
paper-model-version = Version du modèle
paper-seed = Graine
paper-worlds = Mondes
paper-years = Années par monde
paper-input-hash = Empreinte des données (SHA-256)
paper-reproduce = Les mêmes chiffres
paper-exact-worlds = Mondes du calcul exact
paper-exact-grid = Points de sa grille ; erreur d’une probabilité
paper-method = Méthode
paper-method-short = Les risques sont chiffrés selon Open FAIR : intervalles à 90 % pour fréquence et perte, donnés à l’aveugle et réunis à poids égal. Les mesures comptent selon l’effet énoncé et la fiabilité que les tests ont montrée.
paper-risk-method = Les certitudes, les parts de la queue et le total viennent d’une simulation conjointe de tous les risques ; ± est une erreur type de simulation. Les moyennes des risques isolés sont des formules fermées, leurs percentiles viennent du calcul exact moyenné sur les mondes, ± une erreur type sur les mondes. Le fichier du modèle est à /analysis/model.json ; avec lui, la commande ci-dessous redonne les mêmes chiffres au bit près.
paper-plan-method = Chaque traitement est simulé seul à côté d’aujourd’hui, dans les mêmes années avec les mêmes nombres aléatoires : l’économie et le gain portent une erreur type de cette différence. Les gains de plusieurs traitements ne s’additionnent pas.
paper-decision-method = Toutes les options sont simulées dans les mêmes années avec les mêmes nombres aléatoires ; ± est une erreur type, pour les gains celle de la différence. Les pertes moyennes sont des formules fermées là où il y en a. Ne rien faire, c’est aujourd’hui : mesures telles que testées, traitements terminés. « Rentable » est la part des mondes où la perte moyenne évitée couvre le coût annuel, le coût unique étant réparti sur trois ans.
paper-in-short = En bref
paper-objectives-counted = Objectifs : { $n }. Aussi certains qu’exigé : { $met } ; en dessous : { $short } ; trop proches pour trancher : { $close } ; inconnus : { $unknown } ; rien d’exigé : { $free }.
paper-unknown-counted = Sans chiffre : { $risks } risques et { $objectives } objectifs. Ils figurent plus bas et comptent comme inconnus, non comme zéro.
paper-scope = Périmètre et critères
paper-no-scope = Aucun périmètre en vigueur que vous puissiez voir.
paper-no-appetite = Aucun appétit n’est en vigueur : personne n’a dit quelle perte est acceptable.
paper-criteria = Critères
paper-appetite = Appétit
paper-appetite-caption = Probabilité admise d’une perte annuelle et probabilité trouvée, lue sur la courbe simulée de tous les risques ensemble
paper-no-curve = L’appétit n’énonce pas de courbe.
paper-loss-of = Perte de plus de, { $currency }
paper-tolerated = Admise au plus
paper-found = Trouvée
paper-verdict = Verdict
paper-kept = respecté
paper-not-kept = non respecté
paper-met = atteint, { $points } au-dessus
paper-short = il manque { $points }
paper-close = trop proche pour trancher
paper-none-required = rien n’est exigé
paper-ladder = Mandats
paper-ladder-caption = Qui peut accepter ou financer combien, le plus petit mandat d’abord
paper-no-ladder = L’appétit ne nomme aucun mandat.
paper-mandate-holder = Titulaire
paper-accepts = Accepte jusqu’à, { $currency }
paper-at-percentile = Au percentile
paper-funds = Finance jusqu’à, { $currency }
paper-objectives-caption = Certitude de chaque objectif, aujourd’hui
paper-band = Bande
paper-band-note = ± est l’erreur de la simulation. La bande est ce que l’on ignore : dans 9 mondes sur 10 permis par les estimations, la certitude s’y trouve.
paper-estimates = Estimations
paper-estimates-n = { $n } données
paper-mean = Perte moyenne par an, { $currency }
paper-tail = Queue
paper-total-caption = Probabilité de perdre plus qu’un montant en un an, tous risques réunis
paper-risks-caption = Risques par perte moyenne, avec les percentiles de la perte annuelle, en { $currency }
paper-risks-note = P95 est dépassé une année sur vingt. Les percentiles de risques isolés ne s’additionnent pas. La colonne queue est la part de la perte moyenne dans le vingtième le plus mauvais des années, tous risques réunis. ≈ marque une moyenne qui demande plus qu’une formule fermée.
paper-no-risks = Aucun risque n’a encore de chiffre.
paper-hidden-risks = { $n } autres comptent dans chaque total et ne sont pas nommés ici.
paper-hidden-unknown = { $n } autres sont inconnus et ne sont pas nommés ici.
paper-risks-unknown = Risques sans chiffre
paper-risks-unknown-caption = Risques dont la perte est inconnue
paper-risks-all-known = Chaque risque ouvert que vous pouvez voir a un chiffre.
paper-lacks = Ce qui manque
paper-missing = Ce qui manque
paper-missing-note = Une mesure sans effet énoncé ne compte pas, et un traitement sans effet n’apporte rien : cela ne veut pas dire qu’ils sont inutiles.
paper-missing-caption = Enregistrements auxquels il manque quelque chose pour les chiffres
paper-nothing-missing = Rien ne manque.
paper-decided = Décidés
paper-proposed = Proposés
paper-done = Terminés
paper-no-treatments = Il n’y en a pas.
paper-plan-counted = Décidés : { $decided }, pour { $cost } la première année ; en retard : { $late }. Proposés : { $proposed }, pour { $more }. Terminés : { $done }.
paper-untreated = { $n } des { $all } risques ouverts n’ont ni traitement ouvert ni acceptation.
paper-what-caption = { $which } : ce qui est fait, par qui, jusqu’à quand
paper-costs-caption = { $which } : coût et effet prévu de chacun seul
paper-treats = Traite
paper-option = Option
paper-due = Échéance
paper-no-date = sans date
paper-not-stated = non indiqué
paper-cost-once = Une fois, { $currency }
paper-cost-yearly = Par an, { $currency }
paper-cost-year = Coût par an, { $currency }
paper-effort = Jours-personnes
paper-saves = Épargne par an, { $currency }
paper-gain = Gain de certitude
paper-gain-of = De
paper-no-objective-moves = Aucun objectif ne bouge.
paper-effect-note = Le gain de certitude est celui de l’objectif le plus touché.
paper-agreed = Décisions et approbations
paper-agreed-note = Les propriétaires des risques approuvent le plan et acceptent ce qui reste. Ce que personne n’a dit est écrit comme pas encore approuvé.
paper-decisions = Décisions
paper-decisions-caption = Qui a décidé de chaque traitement
paper-decision = Décision
paper-approval = Approbation
paper-risk-owner = Propriétaire du risque
paper-risk-owners = Propriétaires des risques
paper-risk-owners-caption = Ce qu’a dit chaque propriétaire de risque
paper-treatments = Traitements
paper-approves-plan = Approuve le traitement
paper-accepts-rest = Accepte ce qui reste
paper-not-yet-approved = pas encore approuvé
paper-approved-by = { $who } a approuvé le { $on } ({ $key })
paper-rejected-by = { $who } a refusé le { $on } ({ $key })
paper-asked-of = { $who } a été sollicité ({ $key }) : pas encore approuvé
paper-accepted-without-vote = accepté, sans vote enregistré
paper-decided-by = { $who }, { $on } ({ $key })
paper-not-chosen = pesé dans { $key } et non retenu
paper-to-be-decided = à décider dans { $key }
paper-no-decision = aucune décision enregistrée
paper-question = La question
paper-decider = Décide
paper-mandate = Mandat
paper-no-mandate = aucun enregistré
paper-mandate-covers = peut financer jusqu’à { $amount } : couvre chaque option
paper-mandate-beyond = peut financer jusqu’à { $amount } : une option coûte plus
paper-decided-on = Décidé le
paper-taken = Cette décision a été prise
paper-taken-note = Les chiffres sont ceux du moment montré, non ceux que l’organe a vus. Pour ceux-là, montrez un moment antérieur.
paper-options = Options
paper-options-caption = Les options côte à côte ; certitude de : { $objective }
paper-options-note = « Rentable » dit avec quelle probabilité l’option vaut son coût annuel, compte tenu de ce que l’on ignore.
paper-no-options = Aucune option n’est enregistrée.
paper-first-year = Première année, { $currency }
paper-pays = Rentable
paper-pays-in-a-year = Rentable en un an
paper-option-without-treatments = Elle ne nomme aucun traitement : son effet est inconnu.
paper-option-abandoned = { $key } n’est plus ouvert : l’effet est inconnu.
paper-done-already = Déjà terminés, donc comptés dans chaque option : { $keys }.
paper-recommendation = Recommandation
paper-chosen = Choisie
paper-no-rationale = Aucune n’est encore enregistrée.
paper-dissent = Avis contraires
paper-no-dissent = aucun enregistré
paper-act = Acte
paper-mean-short = Moyenne
paper-effect-unknown = aucun effet énoncé, ou un risque sans chiffre
paper-tails-refused = Les percentiles de { $keys } sont inconnus : ce qui couvre ou fait varier ces risques est partagé avec d’autres, et le calcul exact ne peut les séparer. Ils comptent dans la simulation conjointe.
paper-losses-caption = Probabilité de perdre plus qu’un montant en un an, aujourd’hui et avec chaque option : { $objective }
paper-drag = coûte { $points } (± { $error })
paper-uncertain = Ce qui est incertain
paper-band-says = Dans 9 mondes sur 10 permis par les estimations, la certitude d’aujourd’hui est entre { $low } et { $high }.
paper-one-estimate = repose sur une seule estimation, du { $day }
paper-nothing-uncertain = Aucun objectif que vous pouvez voir n’est touché : rien ne peut être dit.
paper-resources = Allocation
paper-resources-caption = Argent et personnes que la décision déplace
paper-no-resources = Aucune allocation n’est enregistrée.
paper-from = De
paper-to = À
paper-period = Période
paper-annex = Annexe
paper-by-objective = Par objectif
paper-by-objective-caption = Certitude de chaque objectif touché par une option
paper-predicted = Prévu à la préparation
paper-option-costs = Options, coûts
paper-option-costs-caption = De quoi chaque option est faite, ce qu’elle coûte et épargne par an
options-matters-open = Quelle estimation compte, et ce que vaut de mieux la connaître
act = Acte
through-suppliers = Ce qui dépend des fournisseurs
through-note = certitude si rien ne pouvait arriver par le fournisseur, et sans les mesures qu’il opère ou fournit
through-risks = Risques par lui
through-controls = Mesures de lui
lost-if-gone = Perte sans elles
pattern-library = Modèles d’architecture
pattern-library-about = Des conceptions pensées une fois, dessinées avec l’état actuel de chacune de leurs mesures.
pattern-built-in = Fournis
pattern-ours = Les nôtres
pattern-none = Aucun modèle n’est encore enregistré. Reprenez-en un ci-dessus ou apportez le vôtre.
pattern-add = Apporter le vôtre
pattern-add-note = en YAML, ou en JSON de la bibliothèque Open Security Architecture
pattern-text = Texte du modèle
pattern-text-given = le texte fourni
pattern-text-help = Chaque modèle fourni existe en YAML, comme exemple. Un modèle dont l’identifiant a déjà été repris reçoit un nouveau brouillon.
pattern-import = Reprendre
pattern-areas = Zones
pattern-area = Zone
pattern-controls = Mesures
pattern-taken-as = Repris comme
pattern-taken-from = Repris de
pattern-solution = Fonctionnement
pattern-assumptions = Ce qui doit être vrai
pattern-limits = Ce qu’il ne résout pas
pattern-threats = Menaces auxquelles il résiste
pattern-use = Utiliser ce modèle
pattern-yaml = En YAML
pattern-diagram = Schéma
pattern-diagram-note = les mesures selon leur état ; chacune mène à ce que l’on en sait
pattern-diagram-of = Schéma de { $title }
pattern-desc = Zones : { $areas }. Mesures : { $badges }. Le tableau ci-dessous contient tout.
pattern-connections = Liaisons
pattern-number = N°
pattern-from = De
pattern-to = Vers
pattern-flows = Ce qui passe
pattern-standing = État
pattern-behind = Nos mesures
pattern-legend = { $what } : { $n }
pattern-is-passed = Réussi
pattern-is-inherited = Hérité
pattern-is-stale = Test périmé
pattern-is-planned = Prévu
pattern-is-never-run = Jamais testé
pattern-is-no-test = Aucun test défini
pattern-is-failed = Échoué
pattern-is-no-control = Aucune mesure
pattern-is-excluded = Exclu
pattern-is-undetermined = Indéterminé
pattern-is-withdrawn = Retiré
pattern-is-unknown = Inconnu
pattern-also-undetermined = rien ne dit si elle s’applique
pattern-moved = { $was } a été retirée et déplacée ici
pattern-withdrawn-nowhere = { $was } a été retirée ; le référentiel ne nomme aucun successeur
pattern-title = Titre
