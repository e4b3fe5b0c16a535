import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';

const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
const client = new Client({ connection });
const commission = client.workflow.getHandle(`commission/${process.env.COMMISSION}`);

const seen = await commission.query('view', { role: 'brand' });
console.log(seen.stage, seen.allowed_moves.join(' '));

// One id for one decision of yours: sent again, it is answered again and not done twice.
const decision = 'reschedule-1';
const release = { command_id: decision, release_at: '2026-11-28T09:00:00+08:00' };
const answer = await commission.executeUpdate('reschedule', { args: [release] });
console.log(answer.stage, answer.deadline);

try {
  await commission.executeUpdate('reschedule', { args: [{ release_at: '2027-11-28T09:00:00+08:00' }] });
} catch (failed) {
  if (!(failed instanceof WorkflowUpdateFailedError)) throw failed;
  const [refusal] = failed.cause.details;
  console.log(failed.cause.type, refusal.code, refusal.zh.split('。')[0]);
}

await commission.signal('settle', {});
const timeline = await commission.query('timeline');
console.log(timeline.at(-1).move, timeline.at(-1).refusal);
await connection.close();
