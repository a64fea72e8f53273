package org.backwire.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.backwire.processor.graph.Diagnosis;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.GraphText;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Refused;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/** What the annotated methods of some classes are read as, and what javac says to what was assumed. */
final class Readings {
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final Map<String, List<String>> refusals = new LinkedHashMap<>();
    private final Map<String, List<String>> messages = new LinkedHashMap<>();
    private final List<String> misreadings = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    private final Map<String, Throwable> crashes = new TreeMap<>();

    private long nanos;

    private Readings() {}

    /** How long all reading took. */
    long nanos() {
        return nanos;
    }

    /** Reads the methods of {@code Main}, given its members. */
    static Readings ofMembers(String members) {
        return of("""
                package test;
                import org.backwire.Differentiable;
                import java.util.*;
                class Main {
                %s
                }
                """.formatted(members));
    }

    /** Reads the annotated methods of a file in the package {@code test}, the class {@code Main} first. */
    static Readings of(String... files) {
        Readings readings = new Readings();
        readings.compile(files);
        return readings;
    }

    Function function(String method) {
        Function function = functions.get(method);
        if (function == null) {
            throw new AssertionError(method + " was not read: " + refusals + crashes + errors);
        }
        return function;
    }

    Reading reading(String method) {
        function(method);
        return readings.get(method);
    }

    String text(String method) {
        return GraphText.of(function(method));
    }

    /** "line:column Tag" for each problem of a method. */
    List<String> refusals(String method) {
        return refusals.getOrDefault(method, List.of());
    }

    /** The messages that the user sees for a method. */
    List<String> messages(String method) {
        return messages.getOrDefault(method, List.of());
    }

    /** Where javac means something else. */
    List<String> misreadings() {
        return misreadings;
    }

    /** What javac does not accept. */
    List<String> errors() {
        return errors;
    }

    Map<String, Throwable> crashes() {
        return crashes;
    }

    /** Runs the method itself. */
    Object call(String method, Object... arguments) throws ReflectiveOperationException {
        ClassLoader loader = new ClassLoader(Readings.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                ByteArrayOutputStream bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes.toByteArray(), 0, bytes.size());
            }
        };
        for (Method candidate : loader.loadClass("test.Main").getDeclaredMethods()) {
            if (candidate.getName().equals(method)) {
                candidate.setAccessible(true);
                return candidate.invoke(null, arguments);
            }
        }
        throw new AssertionError(method);
    }

    private void compile(String... files) {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String file : files) {
            String name = file.replaceAll("(?s).*?\\b(?:class|interface|enum|record) (\\w+).*", "$1");
            String folder =
                    file.replaceAll("(?s).*?\\bpackage ([\\w.]+);.*", "$1").replace('.', '/');
            sources.add(
                    new SimpleJavaFileObject(
                            URI.create("memory:///" + folder + "/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                        @Override
                        public CharSequence getCharContent(boolean ignoreErrors) {
                            return file;
                        }
                    });
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileManager manager =
                new ForwardingJavaFileManager<JavaFileManager>(
                        ToolProvider.getSystemJavaCompiler().getStandardFileManager(diagnostics, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                                classes.put(name, bytes);
                                return bytes;
                            }
                        };
                    }
                };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, manager, diagnostics, List.of("--release", release()), null, sources);
        ReadingProcessor processor = new ReadingProcessor(task);
        task.setProcessors(List.of(processor));
        task.addTaskListener(processor);
        task.call();
        diagnostics.getDiagnostics().forEach(this::collect);
    }

    /** Notes that say what was refused, as the compiler prints them: at the place that the user sees. */
    private void collect(Diagnostic<? extends JavaFileObject> diagnostic) {
        String[] words = diagnostic.getMessage(null).split(" ");
        if (diagnostic.getKind() == Diagnostic.Kind.NOTE && words[0].equals("refused")) {
            String place = diagnostic.getLineNumber() + ":" + diagnostic.getColumnNumber();
            refusals.computeIfAbsent(words[1], key -> new ArrayList<>()).add(place + " " + words[2]);
        } else if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
            errors.add(diagnostic.getLineNumber() + ": " + diagnostic.getMessage(null));
        }
    }

    private static String release() {
        return String.valueOf(Math.min(Runtime.version().feature(), 25));
    }

    /** Every value that an op reads is defined before it, in its region or one around it. */
    private static void checkScopes(Region region, Set<Value> around) {
        Set<Value> known = new HashSet<>(around);
        for (Op op : region.ops()) {
            require(known.containsAll(op.operands()), "unknown operand of " + op);
            Set<Value> inner = op.regions().isEmpty() ? known : new HashSet<>(known);
            if (op instanceof Op.Loop loop) {
                inner.addAll(loop.variables());
                require(loop.results().size() == loop.variables().size(), "results of a loop");
                require(
                        !loop.body().completes()
                                || loop.body().yields().size()
                                        == loop.variables().size(),
                        "yields");
                for (int i = 0; i < loop.variables().size(); i++) {
                    require(
                            fits(loop.initials().get(i), loop.variables().get(i)),
                            "type of " + loop.variables().get(i) + " and "
                                    + loop.initials().get(i));
                }
            }
            if (op instanceof Op.If branch) {
                for (Region way : branch.regions()) {
                    require(
                            !way.completes()
                                    || way.yields().size() == branch.results().size(),
                            "yields of " + branch);
                    for (int i = 0; i < way.yields().size(); i++) {
                        require(
                                fits(way.yields().get(i), branch.results().get(i)),
                                "type of " + way.yields().get(i) + " and "
                                        + branch.results().get(i));
                    }
                }
            }
            for (Region part : op.regions()) {
                checkScopes(part, inner);
            }
            known.addAll(op.results());
        }
        require(known.containsAll(region.yields()), "unknown yield");
    }

    /** Type arguments may differ: a variable of type {@code List<? extends Number>} takes a {@code List<Integer>}. */
    private static boolean fits(Value value, Value variable) {
        return value.type() instanceof Type.Reference from && variable.type() instanceof Type.Reference to
                ? from.type().equals(to.type())
                : value.type().equals(variable.type());
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }

    private final class ReadingProcessor extends AbstractProcessor implements TaskListener {
        private final JavacTask task;
        private final List<Assumptions.Assumption> assumed = new ArrayList<>();

        ReadingProcessor(JavacTask task) {
            this.task = task;
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("org.backwire.Differentiable");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            Trees trees = Trees.instance(processingEnv);
            Reader reader = new Reader(
                    processingEnv.getElementUtils(),
                    processingEnv.getTypeUtils(),
                    (unit, tree) -> source(trees, unit, tree),
                    trees::getTree,
                    method -> CalleeFacts.HARMLESS);
            for (TypeElement annotation : annotations) {
                for (Element element : round.getElementsAnnotatedWith(annotation)) {
                    read(reader, trees, (ExecutableElement) element);
                }
            }
            return true;
        }

        private void read(Reader reader, Trees trees, ExecutableElement method) {
            String name = method.getSimpleName().toString();
            CompilationUnitTree unit = trees.getPath(method).getCompilationUnit();
            try {
                long start = System.nanoTime();
                Reading reading = reader.read(method, trees.getTree(method), unit);
                nanos += System.nanoTime() - start;
                functions.put(name, reading.function());
                readings.put(name, reading);
                assumed.addAll(reading.assumptions().all());
                checkScopes(
                        reading.function().body(),
                        new HashSet<>(reading.function().parameters()));
            } catch (Refused refused) {
                for (Diagnosis diagnosis : refused.diagnoses()) {
                    TreePlace place = (TreePlace) diagnosis.origin().place();
                    String note = "refused " + name + " " + diagnosis.problem().tag();
                    trees.printMessage(Diagnostic.Kind.NOTE, note, place.tree(), place.unit());
                    messages.computeIfAbsent(name, key -> new ArrayList<>()).add(diagnosis.message());
                }
            } catch (Throwable crash) {
                crashes.put(name, crash);
            }
        }

        private String source(Trees trees, CompilationUnitTree unit, Tree tree) {
            int start = (int) trees.getSourcePositions().getStartPosition(unit, tree);
            int end = (int) trees.getSourcePositions().getEndPosition(unit, tree);
            try {
                return unit.getSourceFile()
                        .getCharContent(true)
                        .subSequence(start, end)
                        .toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void finished(TaskEvent event) {
            if (event.getKind() != TaskEvent.Kind.ANALYZE) {
                return;
            }
            Trees trees = Trees.instance(task);
            Map<Tree, TreePath> paths = new HashMap<>();
            new TreePathScanner<Void, Void>() {
                @Override
                public Void scan(Tree tree, Void unused) {
                    if (tree != null && getCurrentPath() != null) {
                        paths.put(tree, new TreePath(getCurrentPath(), tree));
                    }
                    return super.scan(tree, null);
                }
            }.scan(new TreePath(event.getCompilationUnit()), null);
            for (Assumptions.Assumption assumption : assumed) {
                TreePath path = paths.get(assumption.tree());
                if (path != null) {
                    String meant = meaning(trees, path, assumption.kind());
                    if (!meant.equals(assumption.meaning())) {
                        misreadings.add(assumption.tree() + " " + assumption.kind() + " read as " + assumption.meaning()
                                + ", means " + meant);
                    }
                }
            }
        }

        private String meaning(Trees trees, TreePath path, Assumptions.Kind kind) {
            if (kind == Assumptions.Kind.TYPE) {
                TypeMirror type = trees.getTypeMirror(path);
                return type == null || type.getKind() == TypeKind.ERROR
                        ? "unknown " + type
                        : Assumptions.describe(type, task.getTypes());
            }
            Element element = trees.getElement(path);
            if (element instanceof ExecutableElement method) {
                return Assumptions.describe(method, task.getTypes());
            }
            return element instanceof VariableElement field ? Assumptions.describe(field) : "unknown " + element;
        }
    }
}
