// Calls a Slack with Slack's own clients, and returns what they understood of its answers.
const { WebClient, LogLevel } = require("@slack/web-api");
const { SocketModeClient } = require("@slack/socket-mode");

module.exports = async ({ api, token, appToken, channel }) => {
  const web = new WebClient(token, { slackApiUrl: api, logLevel: LogLevel.ERROR, retryConfig: { retries: 2, minTimeout: 50, maxTimeout: 100 } });
  const found = {};
  const ask = async (name, call) => {
    try { found[name] = await call(); } catch (problem) { found[name] = { code: problem.code, error: problem.data?.error, status: problem.statusCode }; }
  };
  let ts;
  await ask("who", async () => (await web.auth.test()).user_id);
  await ask("post", async () => {
    const posted = await web.chat.postMessage({ channel, text: "a & b", blocks: [{ type: "divider" }], metadata: { event_type: "probe", event_payload: { notice: "n/1" } } });
    ts = posted.ts;
    return posted.channel;
  });
  await ask("update", async () => (await web.chat.update({ channel, ts, text: "changed" })).ok);
  await ask("history", async () => (await web.conversations.history({ channel, limit: 5, include_all_metadata: true })).messages.map((message) => [message.text, message.metadata?.event_payload?.notice]));
  await ask("users", async () => {
    const ids = [];
    for await (const page of web.paginate("users.list", { limit: 1 })) ids.push(...page.members.map((member) => member.id));
    return ids;
  });
  await ask("home", async () => (await web.views.publish({ user_id: "U1", view: { type: "home", blocks: [{ type: "divider" }] } })).ok);
  await ask("file", async () => (await web.filesUploadV2({ channel_id: channel, filename: "minutes.md", content: "# Minutes" })).ok);
  await ask("unknown", async () => (await web.apiCall("no.such.method", {})).ok);
  await ask("foreign", async () => (await new WebClient("xoxb-OTHER", { slackApiUrl: api, logLevel: LogLevel.ERROR }).auth.test()).ok);

  const socket = new SocketModeClient({ appToken, clientOptions: { slackApiUrl: api }, logLevel: LogLevel.ERROR, clientPingTimeout: 1000 });
  const heard = [];
  const both = new Promise((resolve) => socket.on("slack_event", async ({ ack, type, body }) => {
    await ack(type === "slash_commands" ? { text: "heard " + body.text } : undefined);
    heard.push([type, body.event?.type ?? body.command]);
    if (heard.length === 2) resolve();
  }));
  await ask("socket", async () => {
    await socket.start();
    await Promise.race([both, new Promise((resolve) => setTimeout(resolve, 15000))]);
    await socket.disconnect();
    return heard;
  });
  return found;
};
