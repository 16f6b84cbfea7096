/* The staff screens. */
import "./moves.js";
import "./rows.js";
import "./select.js";
import "./words.js";
import "./news.js";
import "./call.js";
import "./draft.js";
import "./strip.js";
import "./pick.js";
import "./presence.js";
import "./board.js";
import "./alarm.js";
import "./print.js";
