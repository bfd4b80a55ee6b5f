package cerb.backup.cerb;

import java.util.List;
import java.util.Map;

/** What an expression of a configuration file is worth, as far as it can be said without PHP: strings, numbers, known constants, {@code getenv}, joined by dots. */
final class PhpValue {
    private final Map<String, String> constants;
    private final Map<String, String> environment;
    private List<PhpToken> tokens;
    private int at;

    PhpValue(Map<String, String> constants, Map<String, String> environment) {
        this.constants = constants;
        this.environment = environment;
    }

    /** An expression that cannot be read; the message says why, without anything of its value. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    String of(List<PhpToken> expression) throws UnreadableException {
        tokens = expression;
        at = 0;
        String missing = null;
        while (at < tokens.size()) {
            String value = null;
            try {
                value = joined();
            } catch (UnreadableException e) {
                if (!takesAlternative()) {
                    throw e;
                }
                missing = e.getMessage();
                continue;
            }
            if (at == tokens.size() || takesAlternative()) {
                return value;
            }
            throw new UnreadableException("it is computed");
        }
        throw new UnreadableException(missing == null ? "it is empty" : missing);
    }

    /** {@code a ?: b} and {@code a ?? b}. */
    private boolean takesAlternative() {
        if (at + 1 < tokens.size() && tokens.get(at).isSign("?") && (tokens.get(at + 1).isSign(":") || tokens.get(at + 1).isSign("?"))) {
            at += 2;
            return true;
        }
        return false;
    }

    private String joined() throws UnreadableException {
        StringBuilder value = new StringBuilder(single());
        while (at < tokens.size() && tokens.get(at).isSign(".")) {
            at++;
            value.append(single());
        }
        return value.toString();
    }

    private String single() throws UnreadableException {
        PhpToken token = at < tokens.size() ? tokens.get(at++) : new PhpToken(PhpToken.Kind.SIGN, "");
        if (token.kind() == PhpToken.Kind.STRING || token.kind() == PhpToken.Kind.WORD && token.text().matches("[0-9]+")) {
            return token.text();
        }
        if (token.isWord("getenv") && hasOneText()) {
            return variable(argument());
        }
        if (token.isSign("$") && at + 3 < tokens.size() && tokens.get(at).text().matches("_ENV|_SERVER") && tokens.get(at + 1).isSign("[") && tokens.get(at + 3).isSign("]")) {
            at += 4;
            return variable(tokens.get(at - 2).text());
        }
        if (token.isWord("dirname") && at + 2 < tokens.size() && tokens.get(at + 1).isWord("__FILE__")) {
            at += 3;
            return constants.get("__DIR__");
        }
        String constant = token.kind() == PhpToken.Kind.WORD ? constants.get(token.text()) : null;
        if (constant == null) {
            throw new UnreadableException(token.kind() == PhpToken.Kind.OPEN_STRING ? "its string has a variable or an escape" : "it is computed");
        }
        return constant;
    }

    private boolean hasOneText() {
        return at + 2 < tokens.size() && tokens.get(at).isSign("(") && tokens.get(at + 1).kind() == PhpToken.Kind.STRING && tokens.get(at + 2).isSign(")");
    }

    private String argument() {
        at += 3;
        return tokens.get(at - 2).text();
    }

    private String variable(String name) throws UnreadableException {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new UnreadableException("it comes from the environment variable " + name + ", which is not set here");
        }
        return value;
    }
}
