/* The staff screens. */
import "./leave.js";
import "./live.js";
import "./once.js";
import "./errors.js";
import "./address-search.js";
import "./photos.js";
import "./counter.js";
import "./dialog.js";
import "./keys.js";
import "./sections.js";
import "./here.js";
