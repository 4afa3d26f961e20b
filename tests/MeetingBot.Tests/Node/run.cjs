// Runs one of the checks beside this file: its input stands on standard input, and what it returns goes to standard output.
const check = require(`./${process.argv[2]}.cjs`);
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk));
process.stdin.on("end", async () => {
  const found = await check(JSON.parse(Buffer.concat(chunks).toString("utf8")));
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
});
