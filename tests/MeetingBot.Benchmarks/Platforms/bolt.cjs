// What Slack's own framework does when it only acknowledges: npm i --prefix <folder> @slack/bolt, then -- slack --bolt <folder>
const { App, LogLevel } = require('@slack/bolt');
const app = new App({
  signingSecret: process.env.SIGNING_SECRET,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: 'xoxb-load', botId: 'B1', botUserId: 'U1' }),
});
app.command('/meeting', async ({ ack }) => { await ack('Noted as entry 1.'); });
app.start({ port: Number(process.env.PORT), host: '127.0.0.1' });
