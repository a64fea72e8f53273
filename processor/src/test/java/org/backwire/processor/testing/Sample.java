package org.backwire.processor.testing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A piece of user code, made a whole file: a class around members, and the annotation on the first static method. */
record Sample(String className, String methodName, @Nullable String companion, String text) {
    private static final Pattern WHOLE_FILE =
            Pattern.compile("(?m)^(?:public |final )*(?:class|record|interface|enum) ([\\p{L}\\w$]+)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern NAME = Pattern.compile("([\\p{L}\\w$]+)\\s*\\(");
    private static final Pattern ANNOTATED = Pattern.compile("@(?:org\\.backwire\\.)?Differentiable\\b"
            + "(?:\\((?:[^()\"]|\"[^\"]*\")*\\))?[^(]*?([\\p{L}\\w$]+)\\s*\\(");
    private static final Pattern STATIC_METHOD =
            Pattern.compile("(?m)^[ \\t]*(?:(?:public|protected|private|final|strictfp) )*static [^=;{}()]*?\\(");
    private static final Pattern COMPANION = Pattern.compile("companion\\s*=\\s*\"([^\"]+)\"");

    static Sample of(String code) {
        Matcher whole = WHOLE_FILE.matcher(code);
        String className = "Sample";
        String text = code;
        if (whole.find()) {
            className = whole.group(1);
            Matcher packageName = PACKAGE.matcher(code);
            className = packageName.find() ? packageName.group(1) + "." + className : className;
        } else {
            text = "import org.backwire.*;\n\nclass Sample {\n" + (isAnnotated(code) ? code : annotated(code))
                    + "\n}\n";
        }
        Matcher companion = COMPANION.matcher(code);
        return new Sample(className, method(text), companion.find() ? companion.group(1) : null, text);
    }

    private static boolean isAnnotated(String code) {
        return code.contains("Differentiable");
    }

    private static String annotated(String code) {
        Matcher method = STATIC_METHOD.matcher(code);
        int at = method.find() ? method.start() : 0;
        return code.substring(0, at) + "@Differentiable\n" + code.substring(at);
    }

    /** The method behind the first annotation. */
    private static String method(String text) {
        Matcher annotated = ANNOTATED.matcher(text);
        if (annotated.find()) {
            return annotated.group(1);
        }
        Matcher name = NAME.matcher(text);
        return name.find() ? name.group(1) : "";
    }
}
