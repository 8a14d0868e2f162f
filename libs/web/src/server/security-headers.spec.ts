import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import request from 'supertest';
import { govukTemplateScript, securityHeaders } from './security-headers';

const app = express().use(securityHeaders);
app.use((_, response) => void response.send('page'));

describe('the headers of a page', () => {
  it('let nothing from elsewhere run, and nobody frame it', async () => {
    const { headers } = await request(app).get('/');
    const policy = headers['content-security-policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|http:|https:|\*/);
  });

  it('say that nothing of it is kept', async () => {
    const { headers } = await request(app).get('/');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('same-origin');
  });

  it('let the inline script of the installed govuk-frontend run', () => {
    const template = readFileSync(require.resolve('govuk-frontend/dist/govuk/template.njk'), 'utf8');
    const script = /<script[^>]*>(.*?)<\/script>/.exec(template)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    expect(govukTemplateScript).toBe(`'sha256-${hash}'`);
  });
});
