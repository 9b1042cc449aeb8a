// The server says in <html lang> which language it chose: from ?lang=, else what the browser prefers.
const language = document.documentElement.lang;
document.querySelector(`nav a[lang="${language}"]`).setAttribute('aria-current', 'true');

const words = {
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

Redoc.init(
  `/openapi.json?lang=${language}`,
  {
    hideHostname: true,
    hideLoading: false,
    jsonSampleExpandLevel: 3,
    nativeScrollbars: true,
    sortRequiredPropsFirst: true,
    labels: words[language] ?? {},
    theme: {
      colors: { primary: { main: '#1f6f5c' } },
      typography: { fontFamily: 'inherit', headings: { fontFamily: 'inherit' } },
    },
  },
  document.getElementById('docs'),
);
