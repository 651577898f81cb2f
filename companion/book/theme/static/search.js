// Sphinx stems the words of the index in Python and those of a query here, and the two differ in two kinds of words: these
// were never found.
(function () {
  "use strict";
  var Porter = Stemmer;
  window.Stemmer = function () {
    var porter = new Porter();
    this.stemWord = function (word) {
      // This stemmer takes "possibly" for "possible", the other does not.
      var stem = /[^a]bly$/.test(word) ? word.replace(/y$/, "i") : porter.stemWord(word);
      // A stem that is a stop word ("on", of "one") is not indexed: the word itself is.
      return stopwords.indexOf(stem) === -1 ? stem : word;
    };
  };
})();
