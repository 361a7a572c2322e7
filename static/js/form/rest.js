/* What the first answer does not need: live beside the client, help inside the steps, fields that grow, files, the check
   and sending. */

import { startCheck } from "./check.js";
import { startContactData } from "./contact_data.js";
import { startDifferences } from "./differences.js";
import { startFiles } from "./files.js";
import { startGrowing } from "./growing.js";
import { startLive } from "./live.js";
import { startNews } from "./news.js";
import { startSent } from "./sent.js";
import { startSentences } from "./sentences.js";

export function startRest(form, keeping, stores) {
  const live = startLive(form);
  const check = startCheck(form, keeping);
  startSent(form, keeping, check);
  startDifferences(form, keeping);
  startFiles(form, keeping);
  startGrowing(form);
  startNews(form, keeping);
  startSentences(form, stores);
  startContactData(form, stores);
  return { live, check };
}
