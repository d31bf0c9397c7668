/* Words against words: what a listener wrote, the transcript, the print. */
const tokens = text => text.toLowerCase().replace(/[’‘]/g, "'").match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*|\[\?\]/gu) || [];

const aligned = (a, b) => {
  const cost = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i && j ? 0 : i + j));
  const change = (i, j) => cost[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1.1);
  for (let i = 1; i <= a.length; i++) for (let j = 1; j <= b.length; j++)
    cost[i][j] = Math.min(change(i, j), cost[i - 1][j] + 1, cost[i][j - 1] + 1);
  const pairs = [];
  for (let i = a.length, j = b.length; i || j;) {
    if (i && j && cost[i][j] === change(i, j)) pairs.push([--i, --j]);
    else if (i && cost[i][j] === cost[i - 1][j] + 1) pairs.push([--i, null]);
    else pairs.push([null, --j]);
  }
  return pairs.reverse();
};
const besideTranscript = (words, heard) => {
  const at = Array(heard.length).fill(""), between = Array.from({ length: heard.length + 1 }, () => []);
  let reached = 0;
  for (const [i, j] of aligned(words, heard)) {
    if (j != null) { at[j] = i != null ? words[i] : ""; reached = j + 1; }
    else between[reached].push(words[i]);
  }
  return { at, between };
};
const threeWays = (mine, heard, printed) => {
  const a = besideTranscript(mine, heard), b = besideTranscript(printed, heard), rows = [];
  for (let k = 0; k <= heard.length; k++) {
    const extra = Math.max(a.between[k].length, b.between[k].length);
    for (let i = 0; i < extra; i++) rows.push([a.between[k][i] || "", "", b.between[k][i] || ""]);
    if (k < heard.length) rows.push([a.at[k], heard[k], b.at[k]]);
  }
  return rows;
};
const comparison = (mine, heard, printed) => {
  const rows = threeWays(tokens(mine), tokens(heard), tokens(printed)), count = test => rows.filter(test).length;
  const undecided = rows.filter(row => row[1] !== row[2]);
  return {
    rows,
    summary: say("summary", {
      a: count(r => r[1] && r[0] === r[1]), b: count(r => r[1]), c: count(r => r[2] && r[0] === r[2]), d: count(r => r[2]),
    }) + " " + (undecided.length ? say("decides", {
      n: undecided.length, h: undecided.filter(r => r[0] === r[1]).length, p: undecided.filter(r => r[0] === r[2]).length,
    }) : WORDS.alike),
  };
};
const verdictOnRow = ([mine, heard, printed]) =>
  mine === heard && heard === printed ? "" : mine === heard ? WORDS.notPrinted
    : mine === printed ? WORDS.notTranscript : heard === printed ? WORDS.notYours : WORDS.allDiffer;
