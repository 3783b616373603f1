/** The style of the page, without that of its pictures. */
export const PAGE_STYLE = 'body{font-family:system-ui,sans-serif;margin:0}';
