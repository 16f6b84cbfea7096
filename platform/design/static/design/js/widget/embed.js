/* On somebody else's page: a button of the city, and behind it the city's form in a frame.
   `OTKLIK` is written above by the server. Old browsers run this: no modern words, no styles in the markup. */
(function (told) {
  "use strict";
  var script = document.currentScript;
  var place = document.createElement("div");
  var button = document.createElement("button");
  var frame = null;
  var id = "otklik-" + told.code;
  var origin = told.frame.split("/").slice(0, 3).join("/");

  function dress(element, look) {
    for (var name in look) if (Object.prototype.hasOwnProperty.call(look, name)) element.style[name] = look[name];
  }

  function show(isOpen) {
    if (isOpen && !frame) {
      frame = document.createElement("iframe");
      frame.id = id;
      frame.title = told.title;
      frame.setAttribute("allow", "geolocation; camera");
      frame.setAttribute("referrerpolicy", "strict-origin-when-cross-origin");
      dress(frame, { display: "block", width: "100%", height: "700px", border: "0", marginTop: "12px", background: "#fff" });
      frame.src = told.frame;
      place.appendChild(frame);
    }
    if (frame) frame.style.display = isOpen ? "block" : "none";
    button.setAttribute("aria-expanded", String(isOpen));
    button.textContent = isOpen ? told.close : told.label;
  }

  button.type = "button";
  button.setAttribute("aria-controls", id);
  dress(button, {
    minHeight: "48px", padding: "10px 22px", border: "0", borderRadius: "6px", cursor: "pointer",
    font: "600 17px/1.3 system-ui, sans-serif", color: "#fff", background: told.colour,
  });
  button.addEventListener("click", function () { show(button.getAttribute("aria-expanded") !== "true"); });
  show(false);
  place.appendChild(button);
  (script && script.parentNode ? script.parentNode : document.body).insertBefore(place, script ? script.nextSibling : null);

  // The frame grows with the form; a message of any other window is not heard.
  window.addEventListener("message", function (event) {
    var said = event.data;
    if (!frame || event.origin !== origin || event.source !== frame.contentWindow || !said || said.otklik !== told.code) return;
    if (typeof said.height === "number" && isFinite(said.height)) frame.style.height = Math.min(Math.max(said.height, 200), 20000) + "px";
  });
})(OTKLIK);
