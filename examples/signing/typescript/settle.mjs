import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { sign } from './sign.mjs';

const key = createPrivateKey(readFileSync(process.env.SIGNING_KEY));
const workflowId = `commission/${process.env.COMMISSION}`;
const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
const client = new Client({ connection });
const commission = client.workflow.getHandle(workflowId);

const command = { actor: 'brand:qingyou', command_id: 'settle-1' };
const signed = sign(key, process.env.SIGNING_KID, workflowId, 'settle', command);
await commission.signal('settle', signed);
await commission.signal('settle', { actor: 'brand:qingyou', command_id: 'settle-2' });

const timeline = await commission.query('timeline');
console.log(timeline.map((each) => each.refusal || each.move).slice(-4).join(' '));
await connection.close();
