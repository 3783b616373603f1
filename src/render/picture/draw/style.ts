/** The style of pictures, in a page and in a file of their own. */
export const PICTURE_STYLE = `
svg{font-family:system-ui,sans-serif;font-size:13px}
.namespace rect,.node rect{fill:#fff;stroke:#57606a}
.edge{fill:none;stroke:#0969da}
`;
