import { net, protocol } from 'electron';
import { randomBytes } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'tocsin',
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Serves one kind of thing under tocsin://app/<prefix>/…; null means not found. */
export type Serve = (path: string, request: Request) => Promise<Response | null> | Response | null;

function policy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** The window's pages, fonts and map parts, from disk, with a strict policy; never from a network. */
export function serveApp(
  rendererFolder: string,
  resourcesFolder: string,
  parts: Readonly<Record<string, Serve>>,
): void {
  protocol.handle('tocsin', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'app' || (request.method !== 'GET' && request.method !== 'HEAD'))
      return new Response(null, { status: 404 });
    const path = plain(url.pathname);
    if (path === null) return new Response(null, { status: 404 });
    const [, first = '', ...rest] = path.split('/');
    const part = parts[first];
    if (part) return (await part(rest.join('/'), request)) ?? new Response(null, { status: 404 });
    if (path === '/' || path === '/index.html') return page(join(rendererFolder, 'index.html'));
    const root = first === 'resources' ? resourcesFolder : rendererFolder;
    const file = join(root, normalize(first === 'resources' ? rest.join('/') : path));
    if (!file.startsWith(root + sep)) return new Response(null, { status: 404 });
    // A range of letters that the map has not: an empty answer; a missing one would cost the tile all its labels.
    if (!statSync(file, { throwIfNoEntry: false })?.isFile())
      return new Response(null, { status: file.endsWith('.pbf') ? 200 : 404 });
    const response = await net.fetch(pathToFileURL(file).href);
    const headers = new Headers(response.headers);
    headers.set('content-type', mediaTypes[extname(file)] ?? 'application/octet-stream');
    headers.set('x-content-type-options', 'nosniff');
    return new Response(response.body, { status: response.status, headers });
  });
}

/** The path in plain characters; null for one that no file of ours has. */
function plain(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.pbf': 'application/x-protobuf',
};

function page(file: string): Response {
  const nonce = randomBytes(16).toString('base64');
  const html = readFileSync(file, 'utf8').replaceAll('__NONCE__', nonce);
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}
