package org.backwire.processor.emit;

import com.palantir.javapoet.TypeSpec;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Estimates how many constants the class file of a companion has: the JVM allows 65,535. */
final class PoolSize {
    static final int LIMIT = 62_000;

    /** No text that is shorter has so many names and numbers. */
    private static final int SHORT = 200_000;

    private static final Pattern COMMENT = Pattern.compile("//[^\n]*");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\d_$]*|\\d[\\w.]*(?:(?<=[eE])-\\d+)?");
    private static final int MEMBER = 3;
    private static final int NUMBER = 2;

    private PoolSize() {}

    /** @param text all of the class */
    static int of(TypeSpec type, String text) {
        if (text.length() < SHORT) {
            return 0;
        }
        int size = MEMBER * (type.fieldSpecs().size() + type.methodSpecs().size());
        for (TypeSpec nested : type.typeSpecs()) {
            size += MEMBER * nested.fieldSpecs().size();
        }
        Set<String> seen = new HashSet<>();
        Matcher matcher = WORD.matcher(COMMENT.matcher(text).replaceAll(""));
        while (matcher.find()) {
            if (seen.add(matcher.group())) {
                size += Character.isDigit(matcher.group().charAt(0)) ? NUMBER : 1;
            }
        }
        return size;
    }
}
