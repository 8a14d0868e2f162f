import { Logger } from '@nestjs/common';
import { openPool } from './pool';

it('a connection that is lost is told of, unless the pool is closing it', async () => {
  const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  const pool = openPool('postgresql://nobody@127.0.0.1:1/nothing');
  const lost = new Error('terminating connection due to administrator command');
  pool.emit('error', lost);
  expect(warned.mock.calls).toEqual([['An idle connection was lost: Error']]);
  await pool.end();
  pool.emit('error', lost);
  expect(warned).toHaveBeenCalledTimes(1);
});
