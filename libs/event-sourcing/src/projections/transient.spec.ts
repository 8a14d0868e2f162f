import { DatabaseError } from 'pg';
import { EventStoreUnavailable } from '../store/errors';
import { isTransient } from './transient';

const ofDatabase = (code: string): DatabaseError => Object.assign(new DatabaseError('synthetic', 9, 'error'), { code });

describe('an error that passes by itself', () => {
  it.each([
    ['connection failure', ofDatabase('08006')],
    ['serialization failure', ofDatabase('40001')],
    ['deadlock', ofDatabase('40P01')],
    ['too many connections', ofDatabase('53300')],
    ['disk full', ofDatabase('53100')],
    ['server shutting down', ofDatabase('57P01')],
    ['statement timeout', ofDatabase('57014')],
    ['lock timeout', ofDatabase('55P03')],
    ['nobody listens', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['reset', Object.assign(new Error('read'), { code: 'ECONNRESET' })],
    ['connection gone', new Error('Connection terminated unexpectedly')],
    ['no connection to be had', new Error('timeout exceeded when trying to connect')],
    ['store away', new EventStoreUnavailable('no')],
  ])('%s', (_, error) => expect(isTransient(error)).toBe(true));
});

describe('an error that stays', () => {
  it.each([
    ['unique violation', ofDatabase('23505')],
    ['wrong column', ofDatabase('42703')],
    ['value too long', ofDatabase('22001')],
    ['aborted transaction', ofDatabase('25P02')],
    ['error of the projection', new TypeError('Cannot read properties of undefined')],
    ['something that is no error', 'thrown text'],
  ])('%s', (_, error) => expect(isTransient(error)).toBe(false));
});
