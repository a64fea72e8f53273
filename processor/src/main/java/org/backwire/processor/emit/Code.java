package org.backwire.processor.emit;

import com.palantir.javapoet.CodeBlock;
import java.util.regex.Pattern;
import org.backwire.processor.graph.Type;

/**
 * A Java expression.
 *
 * @param precedence of its outermost operator: the higher, the tighter
 * @param type its static type, as written
 */
record Code(Text text, int precedence, Type type) {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    static final int PRIMARY = 16;
    static final int UNARY = 14;
    static final int MULTIPLICATIVE = 12;
    static final int ADDITIVE = 11;
    static final int SHIFT = 10;
    static final int RELATIONAL = 9;
    static final int EQUALITY = 8;
    static final int BIT_AND = 7;
    static final int BIT_XOR = 6;
    static final int BIT_OR = 5;
    static final int AND = 4;
    static final int OR = 3;
    static final int TERNARY = 2;

    /** This expression as an operand that must bind at least as tightly as {@code precedence}. */
    Text in(int precedence) {
        return this.precedence < precedence ? Text.of("($L)", text) : text;
    }

    /** For a statement that JavaPoet puts together. */
    CodeBlock block() {
        return text.block();
    }

    /** The text of a piece of code on one line. ({@code toString} alone drops what follows the last {@code $W}.) */
    static String text(CodeBlock block) {
        String text = CodeBlock.of("$L\n", block).toString().strip();
        return text.indexOf('\n') < 0 ? text : SPACE.matcher(text).replaceAll(" ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
