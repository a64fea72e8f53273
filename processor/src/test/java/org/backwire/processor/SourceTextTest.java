package org.backwire.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.Tree;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    private static String text(Tree.Kind kind, String expression) throws IOException {
        Parsed parsed = new Parsed("class A { static double f(double x) { return " + expression + "; } }");
        return parsed.text.of(parsed.unit, parsed.path(kind, "x...").getLeaf());
    }

    @Test
    void standsOnOneLine() throws IOException {
        assertThat(text(Tree.Kind.PLUS, "x\n\t  +\r\n  1")).isEqualTo("x + 1");
    }

    @Test
    void noLineEndInDisguise() throws IOException {
        assertThat(text(Tree.Kind.PLUS, "x /* \\u000a boom(); \\uu000D */ + 1")).isEqualTo("x /* boom(); */ + 1");
    }

    @Test
    void longTextIsCut() throws IOException {
        String sum = "x" + " + 1".repeat(300);
        Parsed parsed = new Parsed("class A { static double f(double x) { return (" + sum + "); } }");
        String words = parsed.text.of(
                parsed.unit, parsed.path(Tree.Kind.PARENTHESIZED, "(x...").getLeaf());
        assertThat(words).hasSize(201).startsWith("(x + 1 + 1").endsWith("…");
    }

    @Test
    void literalsAreNot() throws IOException {
        String literal = "\"" + "long ".repeat(1000) + "\"";
        Parsed parsed = new Parsed("class A { String s = " + literal + "; }");
        assertThat(parsed.text.of(
                        parsed.unit,
                        parsed.path(Tree.Kind.STRING_LITERAL, literal).getLeaf()))
                .isEqualTo(literal);
    }
}
