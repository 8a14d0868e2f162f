import express from 'express';
import request from 'supertest';
import { Assets, withSystemFonts } from './assets';

const assets = new Assets();
const app = express().use('/assets', assets.serve);

describe('an asset', () => {
  it('asked for by its fingerprint is kept for a year', async () => {
    const { headers, status } = await request(app).get(assets.url('application.css'));
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('asked for without it, or with an old one, is asked for again, and not sent twice', async () => {
    const first = await request(app).get('/assets/govuk-frontend.min.js?v=old');
    expect(first.headers['cache-control']).toBe('public, no-cache');
    const again = await request(app)
      .get('/assets/govuk-frontend.min.js')
      .set('If-None-Match', first.headers['etag'] ?? '');
    expect(again.status).toBe(304);
  });

  it('is compressed for those who take it so', async () => {
    const { headers, text } = await request(app).get('/assets/init.mjs').set('Accept-Encoding', 'gzip');
    expect(headers['content-encoding']).toBe('gzip');
    expect(text).toContain('initAll');
    const plain = await request(app).get('/assets/init.mjs').set('Accept-Encoding', 'identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.text).toBe(text);
  });

  it('that does not exist, a path out of the folder among them, is not found', async () => {
    for (const path of ['/assets/nothing.css', '/assets/..%2f..%2fpackage.json', '/assets/']) {
      expect((await request(app).get(path)).status).toBe(404);
    }
  });
});

describe('the styles of govuk-frontend and of the Ministry of Justice', () => {
  it.each(['govuk-frontend.min.css', 'moj-frontend.min.css'] as const)('%s names no licensed font', async (name) => {
    const { text } = await request(app).get(assets.url(name));
    expect(text).toContain('Segoe UI');
    expect(text).not.toMatch(/GDS Transport|@font-face|sourceMappingURL/);
  });

  it('keep everything else', () => {
    expect(withSystemFonts('@font-face{font-family:GDS Transport;src:url(a)}a{color:red}')).toBe('a{color:red}');
  });
});
