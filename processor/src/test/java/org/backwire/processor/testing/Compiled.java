package org.backwire.processor.testing;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.backwire.Differentiable;
import org.backwire.processor.DifferentiableProcessor;

/** What javac made of some files, in memory. */
public final class Compiled {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final String CLASS_PATH = classPath();
    /** {@code -Dbackwire.options=-Abackwire.without=routers} runs all tests of companions with such an option. */
    private static final List<String> OPTIONS =
            List.of(System.getProperty("backwire.options", "").split(" "));
    /** Opening the JDK's classes is most of a small compilation, and a manager serves one thread. */
    private static final ThreadLocal<JavaFileManager> MANAGER =
            ThreadLocal.withInitial(() -> JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8));

    private final boolean succeeded;
    private final List<Diagnostic<? extends JavaFileObject>> diagnostics;
    private final MemoryFiles files;

    private Compiled(boolean succeeded, List<Diagnostic<? extends JavaFileObject>> diagnostics, MemoryFiles files) {
        this.succeeded = succeeded;
        this.diagnostics = diagnostics;
        this.files = files;
    }

    /** Compiles with our processor and nothing else. */
    public static Compiled withBackwire(List<String> options, Map<String, String> sources) {
        List<String> all = new ArrayList<>(options);
        OPTIONS.stream().filter(option -> !option.isEmpty()).forEach(all::add);
        return of(List.of(new DifferentiableProcessor()), all, sources);
    }

    /**
     * Compiles.
     *
     * @param sources by qualified name
     */
    public static Compiled of(List<Processor> processors, List<String> options, Map<String, String> sources) {
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        MemoryFiles files = new MemoryFiles(MANAGER.get());
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-parameters", "-Xmaxerrs", "100000", "-Xmaxwarns", "100000", "-classpath", CLASS_PATH));
        if (processors.isEmpty()) {
            all.add("-proc:none");
        }
        List<MemoryFiles.Given> given = new ArrayList<>();
        sources.forEach((name, text) -> given.add(new MemoryFiles.Given(name, text)));
        JavaCompiler.CompilationTask task = JAVAC.getTask(null, files, collector, all, null, given);
        task.setLocale(Locale.ROOT);
        if (!processors.isEmpty()) {
            task.setProcessors(processors);
        }
        boolean succeeded = task.call();
        return new Compiled(succeeded, List.copyOf(collector.getDiagnostics()), files);
    }

    private static String classPath() {
        try {
            return Path.of(Differentiable.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean succeeded() {
        return succeeded;
    }

    /** Errors, warnings and notes, in order. */
    public List<Diagnostic<? extends JavaFileObject>> diagnostics() {
        return diagnostics;
    }

    /** The generated sources by qualified name. */
    public Map<String, String> generated() {
        Map<String, String> texts = new TreeMap<>();
        files.sources.forEach((name, file) -> texts.put(name, file.text()));
        return texts;
    }

    /** The bytes of the classes by binary name. */
    public Map<String, byte[]> classes() {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.classes.forEach((name, file) -> bytes.put(name, file.bytes()));
        return bytes;
    }

    /** The classes, in a loader of their own that runs assertions. */
    public ClassLoader load() {
        ClassLoader loader = new ClassLoader(Compiled.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                MemoryFiles.Written file = files.classes.get(name);
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.bytes();
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        loader.setDefaultAssertionStatus(true);
        return loader;
    }

    /** Everything that was printed, for messages of tests. */
    public String printed() {
        StringBuilder text = new StringBuilder();
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics) {
            String file =
                    diagnostic.getSource() == null ? "" : diagnostic.getSource().getName();
            text.append(diagnostic.getKind())
                    .append(' ')
                    .append(file)
                    .append(':')
                    .append(diagnostic.getLineNumber())
                    .append(':')
                    .append(diagnostic.getColumnNumber())
                    .append(' ')
                    .append(diagnostic.getMessage(Locale.ROOT))
                    .append('\n');
        }
        return text.toString();
    }
}
