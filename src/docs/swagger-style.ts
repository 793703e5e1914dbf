/** What makes Swagger UI look as if it belonged to the reference page. */
export const SWAGGER_STYLE = `
.swagger-ui .topbar { display: none; }
.swagger-ui .info { margin: 28px 0 20px; }
.swagger-ui .info .title { color: #22303a; letter-spacing: -.015em; }
.swagger-ui .info a, .swagger-ui .opblock-tag small a { color: #17618f; }
.swagger-ui .info .base-url, .swagger-ui .info .main > a { display: none; }
.swagger-ui .scheme-container { margin: 0 0 20px; padding: 14px 0; background: #fff; box-shadow: 0 1px 0 #e3e8ec, 0 -1px 0 #e3e8ec; }
.swagger-ui .scheme-container .servers-title, .swagger-ui .scheme-container .servers { display: none; }
.swagger-ui .opblock-tag { flex-wrap: wrap; padding: 14px 20px 10px 4px; color: #22303a; border-bottom-color: #e3e8ec; }
.swagger-ui .opblock-tag:hover { background: none; }
.swagger-ui .opblock-tag a.nostyle { flex: 1 1 auto; }
.swagger-ui .opblock-tag small { order: 3; flex: 1 0 100%; padding: 4px 0 0; line-height: 1.55; color: #43525e; }
.swagger-ui .opblock-tag small h3 { margin: 6px 0 2px; font-size: 15px; color: #22303a; }
.swagger-ui .opblock-tag small p { margin: 0 0 6px; }
.swagger-ui .opblock-tag small table { width: auto; margin: 4px 0 10px; }
.swagger-ui .opblock-tag small table th { padding: 4px 28px 4px 0; font-size: 12px; border-bottom-color: #cdd6dc; }
.swagger-ui .opblock-tag small table tbody tr td, .swagger-ui .opblock-tag small table tbody tr td:first-of-type { padding: 3px 28px 3px 0; min-width: 0; max-width: none; font-size: 13px; line-height: 1.6; }
.swagger-ui .opblock-tag small table td code { padding: 1px 5px; }
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code { color: #22303a; font-weight: 500; font-size: .92em; }
.swagger-ui .opblock { box-shadow: none; border-radius: 6px; }
.swagger-ui .opblock .opblock-summary-description { color: #43525e; }
.swagger-ui .btn.authorize { color: #17618f; border-color: #17618f; }
.swagger-ui .btn.authorize svg { fill: #17618f; }
`;
