import type { Request, Response } from 'express';
import type { Problem } from './problem';

/** Shows a problem to a person: pages that say in words what the API says in JSON. */
export abstract class ErrorPages {
  /**
   * Sends the whole answer. Status and headers of the problem are set already.
   * @param correlationId what she can quote when she asks for help
   */
  abstract render(problem: Problem, correlationId: string, request: Request, response: Response): void | Promise<void>;
}
