import type { Answer } from './google-api.ts';

/** Google's front ends answer an unknown method in HTML, not in JSON. The real page repeats the URL; a key could be in it, so this one does not. */
export const notFoundPage: Answer = {
  status: 404,
  contentType: 'text/html; charset=UTF-8',
  body: `<!DOCTYPE html>
<html lang=en>
  <meta charset=utf-8>
  <title>Error 404 (Not Found)!!1</title>
  <p><b>404.</b> <ins>That’s an error.</ins>
  <p>The requested URL was not found on this server. This is Sallyport's sandbox. <ins>That’s all we know.</ins>
`,
};
