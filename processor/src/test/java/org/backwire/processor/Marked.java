package org.backwire.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * User code whose messages are marked where they belong: a comment line {@code // ^ Tag} says that the code line above it
 * has the message {@code [Backwire/Tag]} in the column of the caret.
 */
final class Marked {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:@.* )?(?:public |final |abstract |static )*"
            + "(?:class|record|interface|enum|@interface) ([\\p{L}\\w$]+)");
    private static final Pattern MARK = Pattern.compile("\\^ (\\w+)");
    private static final Pattern TAG = Pattern.compile("^\\[Backwire/(\\w+)]");

    private Marked() {}

    /** Compiles the files and requires that exactly what is marked is printed, and that there is an error. */
    static Compilation refuses(String... files) {
        Compilation compilation = says(files);
        assertThat(compilation.status()).isEqualTo(Compilation.Status.FAILURE);
        return compilation;
    }

    /** Compiles the files without a word. */
    static Compilation accepts(String... files) {
        Compilation compilation = says(files);
        assertThat(compilation.status()).isEqualTo(Compilation.Status.SUCCESS);
        return compilation;
    }

    /** Compiles the files and requires that exactly what is marked is printed. */
    static Compilation says(String... files) {
        return says(List.of("-Xlint:all"), files);
    }

    /** The same with other options. */
    static Compilation says(List<String> options, String... files) {
        Compilation compilation = compile(List.of(new DifferentiableProcessor()), options, files);
        assertThat(said(compilation)).containsExactlyInAnyOrderElementsOf(marks(files));
        return compilation;
    }

    static Compilation compile(Collection<? extends Processor> processors, List<String> options, String... files) {
        return javac().withProcessors(processors.toArray(Processor[]::new))
                .withOptions(options)
                .compile(Arrays.stream(files).map(Marked::file).toList());
    }

    static JavaFileObject file(String text) {
        return JavaFileObjects.forSourceString(nameOf(text), text);
    }

    private static String nameOf(String text) {
        if (text.contains("module ") && text.contains("requires ")) {
            return "module-info";
        }
        Matcher type = TYPE.matcher(text);
        assertThat(type.find()).as("a type in %s", text).isTrue();
        Matcher packageName = PACKAGE.matcher(text);
        return (packageName.find() ? packageName.group(1) + "." : "") + type.group(1);
    }

    /** Errors and warnings as {@code file:line:column tag}; those that are not ours with their text. */
    static List<String> said(Compilation compilation) {
        return compilation.diagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
                .map(Marked::summary)
                .collect(Collectors.toList());
    }

    private static String summary(Diagnostic<? extends JavaFileObject> diagnostic) {
        String text = diagnostic.getMessage(Locale.ROOT);
        Matcher tag = TAG.matcher(text);
        String source =
                diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
        return source.substring(source.lastIndexOf('/') + 1) + ":" + diagnostic.getLineNumber() + ":"
                + diagnostic.getColumnNumber() + " " + (tag.find() ? tag.group(1) : text);
    }

    private static List<String> marks(String... files) {
        List<String> marks = new ArrayList<>();
        for (String text : files) {
            String path = nameOf(text).substring(nameOf(text).lastIndexOf('.') + 1) + ".java";
            int code = 0;
            int number = 0;
            for (String line : text.split("\n", -1)) {
                number++;
                Matcher mark = MARK.matcher(line);
                if (!line.strip().startsWith("//") || !mark.find()) {
                    code = number;
                } else {
                    do {
                        marks.add(path + ":" + code + ":" + (mark.start() + 1) + " " + mark.group(1));
                    } while (mark.find());
                }
            }
        }
        return marks;
    }
}
