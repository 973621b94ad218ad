#!/usr/bin/perl
# Has libguestfs answer the calls of one table, and writes what it says.
#
#   record.pl TABLE ANSWERS FUNCTIONS IMAGES
#
# TABLE      the calls (see Tables/README.md)
# ANSWERS    is written: for each case, the calls with their answers
# FUNCTIONS  functions.json of tools/ApiGen, which says what each function returns
# IMAGES     the directory with the images of the build program
use strict;
use warnings;
use File::Temp qw(tempdir);
use JSON::PP;
use Sys::Guestfs;

my ($table_file, $answers_file, $functions_file, $images) = @ARGV;

# One character for each byte, in and out.
my $json  = JSON::PP->new->ascii->canonical->allow_nonref;
my $table = $json->decode(slurp($table_file));
my %returns = map { $_->{name} => $_->{returns} } @{ $json->decode(slurp($functions_file)) };
my $work  = tempdir(CLEANUP => 1);
my $guest = Sys::Guestfs->new();
my $number = 0;

add_drive($_) for @{ $table->{drives} };
$guest->set_network(1) if $table->{network};
$guest->launch();
for my $call (@{ $table->{setup} || [] }) {
    my $answer = answer($call);
    die "setup: " . $json->encode($call) . ": $answer->{message}\n" if failed($answer);
}

open my $out, '>', $answers_file or die "$answers_file: $!\n";
print $out "[\n";
my $cases = $table->{cases};
for my $i (0 .. $#$cases) {
    my $case  = $cases->[$i];
    my @lines = map { "    [" . $json->encode($_) . ", " . $json->encode(answer($_)) . "]" } map { expand($_) } @{ $case->{calls} };
    print $out '  {"name": ' . $json->encode($case->{name}) . ", \"answers\": [\n" . join(",\n", @lines) . "\n  ]}" . ($i < $#$cases ? "," : "") . "\n";
}
print $out "]\n";
close $out or die "$answers_file: $!\n";
$guest->shutdown();

sub slurp {
    my ($path) = @_;
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

sub add_drive {
    my ($drive) = @_;
    if (my $image = $drive->{image}) {
        $guest->add_drive("$images/$image", readonly => 1, format => $drive->{format} || 'raw');
        return;
    }

    my $file = "$work/drive" . $number++;
    system('truncate', '-s', $drive->{size}, $file) == 0 or die "truncate failed\n";
    if (my $kind = $drive->{fs}) {
        system('mke2fs', '-q', '-F', '-t', $kind, @{ $drive->{options} || [] }, $file) == 0 or die "mke2fs failed\n";
    }
    if (my $command = $drive->{run}) {
        local $ENV{drive} = $file;
        local $ENV{PATH} = "$ENV{PATH}:/usr/sbin:/sbin";
        system('sh', '-c', $command) == 0 or die "$command failed\n";
    }

    $guest->add_drive($file, format => 'raw', cachemode => 'unsafe');
}

# A call as a list of words. With "for", one call for each value.
sub expand {
    my ($entry) = @_;
    return $entry if ref $entry eq 'ARRAY';
    return $entry->{call} if $entry->{call};
    my @calls;
    for my $call (@{ $entry->{do} }) {
        for my $value (@{ $entry->{for} }) {
            push @calls, [ map { !ref $_ && defined $_ && $_ eq '$' ? $value : $_ } @$call ];
        }
    }

    return @calls;
}

sub failed {
    my ($answer) = @_;
    return ref $answer eq 'HASH' && exists $answer->{errno} && exists $answer->{message};
}

sub answer {
    my ($call) = @_;
    my ($name, @words) = @$call;
    return host($name, @words) if $name =~ /^host_/;
    my @arguments = map { argument($_) } @words;
    my $returns = $returns{$name} || die "$name is not in the list of functions\n";
    my @values;
    my $done = eval {
        if ($returns eq 'none') { $guest->$name(@arguments); }
        elsif ($returns =~ /^(list<|map<|struct )/) { @values = $guest->$name(@arguments); }
        else { $values[0] = $guest->$name(@arguments); }
        1;
    };
    if (!$done) {
        (my $message = "$@") =~ s/ at \S+ line \d+\.\n\z//;
        $message =~ s/\Q$work\E/WORK/g;
        return { errno => 0 + $guest->last_errno(), message => substr($message, 0, 160) };
    }

    return undef if $returns eq 'none';
    return [ map { ref $_ ? fields(%$_) : "$_" } @values ] if $returns =~ /^list</;
    return fields(@values) if $returns =~ /^(map<|struct )/;
    return defined $values[0] ? "$values[0]" : undef;
}

sub fields {
    my %fields = @_;
    delete $fields{$_} for grep { /spare/ } keys %fields;
    return { map { $_ => defined $fields{$_} ? "$fields{$_}" : undef } keys %fields };
}

sub argument {
    my ($word) = @_;
    return map { $_ => argument($word->{$_}) } keys %$word if ref $word eq 'HASH';
    return [ map { bytes($_) } @$word ] if ref $word eq 'ARRAY';
    return bytes($word);
}

sub bytes {
    my ($word) = @_;
    return $word if !defined $word || ref $word;
    utf8::downgrade($word);
    $word =~ s/^host:/$work\//;
    $word =~ s/\{(\d+)\*(.*?)\}/$2 x $1/gse;
    return $word;
}

# What is done and seen on the host.
sub host {
    my ($what, $name, @rest) = @_;
    my $path = "$work/$name";
    if ($what eq 'host_write') {
        open my $file, '>:raw', $path or die "$path: $!\n";
        print $file bytes($rest[0]);
        close $file;
        return undef;
    }

    if ($what eq 'host_mkdir') { mkdir $path or die "$path: $!\n"; return undef; }
    if ($what eq 'host_read') { return -e $path ? slurp($path) : undef; }
    if ($what eq 'host_run') {
        local $ENV{LC_ALL} = 'C';
        local $ENV{TZ} = 'UTC';
        open my $pipe, '-|', 'sh', '-c', "cd '$work' && $name" or die "sh: $!\n";
        local $/;
        my $output = <$pipe>;
        close $pipe;
        return defined $output ? $output : '';
    }

    die "$what is not known\n";
}
