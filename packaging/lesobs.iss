; The Windows installer, made from dist\lesobs (see CONTRIBUTING.md):  iscc /DVersion=0.1.0 packaging\lesobs.iss
; It installs for one user without administrator rights, since school laptops seldom give those.

#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif

[Setup]
; Never change AppId: Windows knows an update by it.
AppId={{7A1286E2-951A-4DA3-AC17-13DD766C6328}
AppName=lesobs
AppVersion={#Version}
AppPublisher=lesobs
DefaultDirName={autopf}\lesobs
DefaultGroupName=lesobs
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
CloseApplications=yes
LicenseFile=..\LICENSE
SourceDir=..\dist\lesobs
OutputDir=..
OutputBaseFilename=lesobs-{#Version}-setup
SetupMutex=lesobs-setup
UninstallDisplayIcon={app}\lesobs.exe
WizardStyle=modern

[Languages]
Name: "nl"; MessagesFile: "compiler:Languages\Dutch.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"; Flags: unchecked

[InstallDelete]
; An update leaves no modules of the older version behind. School files and settings are never in this folder.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\lesobs"; Filename: "{app}\lesobs.exe"
Name: "{autodesktop}\lesobs"; Filename: "{app}\lesobs.exe"; Tasks: desktopicon

[Registry]
; HKA is the user's own part of the registry, unless an administrator installed for everybody.
Root: HKA; Subkey: "Software\Classes\.lesobs"; ValueType: string; ValueData: "lesobs.schoolbestand"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\lesobs.schoolbestand"; ValueType: string; ValueData: "Schoolbestand van lesobs"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\lesobs.schoolbestand\DefaultIcon"; ValueType: string; ValueData: "{app}\lesobs.exe,0"
Root: HKA; Subkey: "Software\Classes\lesobs.schoolbestand\shell\open\command"; ValueType: string; ValueData: """{app}\lesobs.exe"" ""%1"""

[Run]
Filename: "{app}\lesobs.exe"; Description: "{cm:LaunchProgram,lesobs}"; Flags: nowait postinstall skipifsilent
