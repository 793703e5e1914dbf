const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f3a4d"/><path d="M6 12 16 6l10 6v2H6zM8 16h3v8H8zm6.5 0h3v8h-3zm6.5 0h3v8h-3zM6 25h20v2H6z" fill="#fff"/></svg>`;

/** A portico, as a data URL: no page has to ask for a file. */
export const ICON = `data:image/svg+xml,${encodeURIComponent(SVG).replaceAll("'", '%27')}`;
