/** Finds operations by all words of the filter, wherever in the operation they stand, not only in its group's name. */
function findByAnyWord() {
  const textOf = (entry, tag) => {
    const operation = entry.get('operation');
    const names = operation.get('parameters')?.map((parameter) => parameter.get('name')) ?? [];
    const fields = ['operationId', 'summary', 'description'].map((field) => operation.get(field));
    return [tag, entry.get('method'), entry.get('path'), ...fields, ...names].join(' ').toLowerCase();
  };
  const opsFilter = (groups, phrase) => {
    const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
    const hasAll = (text) => words.every((word) => text.includes(word));
    return groups
      .map((group, tag) =>
        group.update('operations', (entries) => entries.filter((entry) => hasAll(textOf(entry, tag)))),
      )
      .filter((group) => group.get('operations').size > 0);
  };
  return { fn: { opsFilter } };
}

/** The field to type those words into; Swagger UI's own one promises less. */
function filterField({ React }) {
  const FilterContainer = ({ layoutSelectors, layoutActions }) =>
    React.createElement(
      'div',
      { className: 'wrapper' },
      React.createElement('input', {
        type: 'search',
        className: 'operation-filter-input',
        placeholder: 'Find operations by any words',
        'aria-label': 'Find operations',
        value: typeof layoutSelectors.currentFilter() === 'string' ? layoutSelectors.currentFilter() : '',
        onChange: (event) => layoutActions.updateFilter(event.target.value),
      }),
    );
  return { components: { FilterContainer } };
}

/** Swagger UI has dark colours, but does not look whether they are wanted. */
function followColourScheme() {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', apply);
  apply();
}

followColourScheme();
SwaggerUIBundle({
  dom_id: '#swagger-ui',
  url: '/openapi.json',
  plugins: [findByAnyWord, filterField],
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  // its default theme has red numbers that are hard to read
  syntaxHighlight: { theme: 'tomorrow-night' },
  validatorUrl: null,
});
