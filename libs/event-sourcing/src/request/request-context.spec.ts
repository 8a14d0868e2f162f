import { RequestContext } from './request-context';

const actor = { id: 'synthetic', role: 'synthetic', organisation: 'synthetic' };

describe('a request of nobody', () => {
  it('has a correlation id, and may not write', () =>
    RequestContext.runAsNobody({ correlationId: 'c-1' }, () => {
      expect(RequestContext.origin()).toEqual({ correlationId: 'c-1' });
      expect(() => RequestContext.current()).toThrow('No one is acting');
    }));
});

describe('a step within a request', () => {
  it('is another step of the same actor in answer to the same', () =>
    RequestContext.run({ actor, correlationId: 'c-1', step: 'first' }, () => {
      RequestContext.runStep('second', () =>
        expect(RequestContext.current()).toEqual({ actor, correlationId: 'c-1', step: 'second' }),
      );
      expect(RequestContext.origin()?.step).toBe('first');
    }));

  it('is none outside a request', () =>
    RequestContext.runStep('lone', () => expect(RequestContext.origin()).toBeUndefined()));
});
