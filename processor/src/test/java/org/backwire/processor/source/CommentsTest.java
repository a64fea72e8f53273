package org.backwire.processor.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommentsTest {
    @Test
    void areLeftOut() {
        assertThat(Comments.without("x // a \" b\n * 2 /* \" */ + y")).isEqualTo("x  \n * 2   + y");
        assertThat(Comments.without("x / y")).isEqualTo("x / y");
    }

    @Test
    void areNoneInLiterals() {
        String[] literals = {
            "\"//\" + a", "\"\\\"/*\" + \"*/\"", "'\"' + f(\"//$1\\\\\")", "\"\"\"\n  \" // \\\"\"\" /* \n\"\"\" + b"
        };
        for (String literal : literals) {
            assertThat(Comments.without(literal)).isEqualTo(literal);
        }
    }
}
