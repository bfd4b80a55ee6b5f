package cerb.backup.cerb;

/**
 * A word of a PHP file that is neither white space nor a comment.
 *
 * @param kind what it is
 * @param text a string's content, a name or number as written, or the one character of a sign
 */
record PhpToken(Kind kind, String text) {
    /** What a word can be. */
    enum Kind {
        /** A string whose content is known. */
        STRING,
        /** A string in which PHP would put a variable's value, or that is not closed. */
        OPEN_STRING,
        /** A name or a number. */
        WORD,
        /** Any other character. */
        SIGN
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}
