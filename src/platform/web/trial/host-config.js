const names = ['default', 'dark', 'light', 'accent', 'attention', 'good', 'warning'];

/** Colours are variables of the style sheet, so that cards follow light and dark like the rest of the page. */
function foregrounds() {
  return Object.fromEntries(
    names.map((name) => [name, { default: `var(--card-${name})`, subtle: `var(--card-${name}-subtle)` }]),
  );
}

function container(background) {
  return { backgroundColor: background, borderColor: 'var(--line)', foregroundColors: foregrounds() };
}

/** How this page draws Adaptive Cards; see https://learn.microsoft.com/adaptive-cards/rendering-cards/host-config. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: 'inherit',
  fontTypes: {
    default: {
      fontFamily: 'inherit',
      fontSizes: { small: 14, default: 16, medium: 17, large: 19, extraLarge: 23 },
      fontWeights: { lighter: 400, default: 400, bolder: 650 },
    },
    monospace: {
      fontFamily: 'ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace',
      fontSizes: { small: 13, default: 14, medium: 16, large: 18, extraLarge: 21 },
      fontWeights: { lighter: 400, default: 400, bolder: 650 },
    },
  },
  lineHeights: { small: 20, default: 24, medium: 25, large: 27, extraLarge: 30 },
  spacing: { small: 6, default: 10, medium: 16, large: 22, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  containerStyles: {
    default: container('transparent'),
    emphasis: container('var(--ground)'),
    accent: container('var(--accent-soft)'),
    good: container('var(--good-soft)'),
    attention: container('var(--bad-soft)'),
    warning: container('var(--warn-soft)'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: '\u00a0*', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder', spacing: 'small' },
  },
  actions: {
    // Every button is drawn: a page hides none behind a menu.
    maxActions: 100,
    spacing: 'medium',
    buttonSpacing: 0,
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    showCard: { actionMode: 'inline', inlineTopMargin: 12 },
  },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 190 },
    value: { wrap: true },
    spacing: 8,
  },
  table: { cellSpacing: 8 },
  textBlock: { headingLevel: 3 },
};
