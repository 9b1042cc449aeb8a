// The server says in <html lang> which language it chose: from ?lang=, else what the browser prefers.
const language = document.documentElement.lang;
document.querySelector(`nav a[lang="${language}"]`).setAttribute('aria-current', 'true');

const labels = {
  fr: {
    enum: 'Valeurs',
    enumSingleValue: 'Valeur',
    enumArray: 'Éléments',
    default: 'Par défaut',
    deprecated: 'Obsolète',
    example: 'Exemple',
    examples: 'Exemples',
    recursive: 'Récursif',
    arrayOf: 'Liste de ',
    const: 'Valeur',
    noResultsFound: 'Aucun résultat',
    download: 'Télécharger',
    downloadSpecification: 'Télécharger la description OpenAPI',
    responses: 'Réponses',
    requestSamples: 'Exemples de demande',
    responseSamples: 'Exemples de réponse',
  },
};

// What Redoc has no labels for: the build has it ask here.
const words = {
  fr: {
    'Search...': 'Chercher…',
    'License:': 'Licence :',
    'Authorizations:': 'Authentification :',
    required: 'obligatoire',
    'path Parameters': 'Paramètres du chemin',
    'query Parameters': 'Paramètres de la requête',
    'header Parameters': 'En-têtes de la demande',
    'Request Body schema: ': 'Corps de la demande : ',
    'Response Schema: ': 'Corps de la réponse : ',
    ' Response Headers ': ' En-têtes de la réponse ',
    'Content type': 'Type de contenu',
    Payload: 'Corps',
    Copied: 'Copié',
    Copy: 'Copier',
    ' Expand all ': ' Tout déplier ',
    ' Collapse all ': ' Tout replier ',
    'Any of': 'Au choix',
    'One of': 'Au choix',
    'property name': 'nom',
    characters: 'caractères',
    items: 'éléments',
    'non-empty': 'non vide',
  },
};
window.word = (english) => words[language]?.[english] ?? english;

/**
 * With a discriminator, Redoc names variants by its values; without, by their titles. Where a webhook is a reference,
 * Redoc makes an operation of the reference.
 */
function forRedoc(description) {
  for (const schema of Object.values(description.components.schemas)) {
    delete schema.discriminator;
  }
  return { ...description, webhooks: description.components.pathItems };
}

const options = {
  hideHostname: true,
  hideLoading: false,
  hideSchemaPattern: true,
  jsonSampleExpandLevel: 3,
  nativeScrollbars: true,
  sortRequiredPropsFirst: true,
  labels: labels[language] ?? {},
  theme: {
    colors: { primary: { main: '#1f6f5c' } },
    typography: { fontFamily: 'inherit', headings: { fontFamily: 'inherit' } },
  },
};

const answer = await fetch(`/openapi.json?lang=${language}`);
const docs = document.getElementById('docs');
Redoc.init(forRedoc(await answer.json()), options, docs);
